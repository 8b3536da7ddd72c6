package io.clockwork.internal.wire;

import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Activate;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Compare;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.internal.wire.Frame.OrderAnswer;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.ReportAnswer;
import io.clockwork.internal.wire.Frame.Same;
import io.clockwork.internal.wire.Frame.StartOrder;
import io.clockwork.internal.wire.Frame.Withdrawal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One type of frame: its number on the wire, which never changes and is never used again, and who
 * writes and reads its body.
 */
record FrameType<F extends Frame>(
    int number, Class<F> frame, FieldWriter.Body<F> writer, FieldReader.Body<F> reader) {

  static final List<FrameType<?>> ALL =
      List.of(
          new FrameType<>(1, News.class, Entries::writeNews, Entries::readNews),
          new FrameType<>(2, ClaimRequest.class, Claims::writeRequest, Claims::readRequest),
          new FrameType<>(3, Withdrawal.class, Claims::writeWithdrawal, Claims::readWithdrawal),
          new FrameType<>(4, ClaimAnswer.class, Claims::writeAnswer, Claims::readAnswer),
          new FrameType<>(5, Report.class, Handovers::writeReport, Handovers::readReport),
          new FrameType<>(
              6, ReportAnswer.class, Handovers::writeReportAnswer, Handovers::readReportAnswer),
          new FrameType<>(7, Facts.class, Entries::writeFacts, Entries::readFacts),
          new FrameType<>(8, Activate.class, Handovers::writeActivate, Handovers::readActivate),
          new FrameType<>(9, Exchange.class, Entries::writeExchange, Entries::readExchange),
          new FrameType<>(10, StartOrder.class, Orders::writeOrder, Orders::readOrder),
          new FrameType<>(11, OrderAnswer.class, Orders::writeAnswer, Orders::readAnswer),
          new FrameType<>(12, Ack.class, Orders::writeAck, Orders::readAck),
          new FrameType<>(13, Compare.class, Entries::writeCompare, Entries::readCompare),
          new FrameType<>(14, Same.class, Entries::writeSame, Entries::readSame));

  private static final Map<Class<?>, FrameType<?>> BY_CLASS = new HashMap<>();
  private static final Map<Integer, FrameType<?>> BY_NUMBER = new HashMap<>();

  static {
    for (FrameType<?> type : ALL) {
      BY_CLASS.put(type.frame(), type);
      BY_NUMBER.put(type.number(), type);
    }
  }

  static FrameType<?> of(Frame frame) {
    FrameType<?> type = BY_CLASS.get(frame.getClass());
    if (type == null) {
      throw new IllegalStateException(frame.getClass() + " has no number");
    }
    return type;
  }

  static @Nullable FrameType<?> of(int number) {
    return BY_NUMBER.get(number);
  }

  String name() {
    return frame.getSimpleName();
  }

  void write(FieldWriter out, Frame value) {
    writer.write(out, frame.cast(value));
  }
}
