package io.clockwork.internal.wire;

import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.OrderAnswer;
import io.clockwork.internal.wire.Frame.StartOrder;
import io.clockwork.job.JobName;
import io.clockwork.job.RootCause.ByOrder;
import java.util.List;

/** Orders, and the plain answer. */
final class Orders {
  private static final Numbers<OrderAnswer.Kind> KINDS =
      new Numbers<>(
          OrderAnswer.Kind.class,
          List.of(
              OrderAnswer.Kind.DONE,
              OrderAnswer.Kind.NO_SUCH_JOB,
              OrderAnswer.Kind.REFUSED,
              OrderAnswer.Kind.UNKNOWN));

  private Orders() {}

  static void writeOrder(FieldWriter out, StartOrder order) {
    out.text(1, new ByOrder(order.orderId()).orderId(), ByOrder.MAX_ID);
    out.text(2, JobName.check(order.job()), JobName.MAX_LENGTH);
    out.text(3, order.by(), Limits.TEXT);
    out.map(4, order.parameters());
  }

  static StartOrder readOrder(FieldReader in) throws WireException {
    return new StartOrder(
        new ByOrder(in.text(1, ByOrder.MAX_ID)).orderId(),
        JobName.check(in.text(2, JobName.MAX_LENGTH)),
        in.text(3, Limits.TEXT),
        in.map(4));
  }

  static void writeAnswer(FieldWriter out, OrderAnswer answer) {
    out.constant(1, KINDS, answer.kind());
    out.message(2, answer.run(), Values::writeRunId);
    out.text(3, answer.text(), Limits.TEXT);
  }

  static OrderAnswer readAnswer(FieldReader in) throws WireException {
    return new OrderAnswer(
        in.constant(1, KINDS), in.messageOrNull(2, Values::readRunId), in.text(3, Limits.TEXT));
  }

  static void writeAck(FieldWriter out, Ack ack) {
    out.flag(1, ack.accepted());
  }

  static Ack readAck(FieldReader in) throws WireException {
    return new Ack(in.flag(1));
  }
}
