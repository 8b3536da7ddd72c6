package io.clockwork.internal.wire;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Digest.Range;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Entry.AlarmEntry;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.ledger.Stamp;
import io.clockwork.internal.wire.Frame.Compare;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.internal.wire.Frame.Same;
import io.clockwork.job.Alarm;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.JobName;
import java.util.List;

/**
 * The ledger's facts, and the frames that carry them. Read strictly: a fact is kept and passed on
 * under the number of its write, so half understood it is better not taken at all.
 */
final class Entries {
  private static final Numbers<Alarm.Kind> ALARMS =
      new Numbers<>(
          Alarm.Kind.class,
          List.of(
              Alarm.Kind.DOUBLED_RUN,
              Alarm.Kind.STALE_COMPLETION,
              Alarm.Kind.CLOCK_SKEW,
              Alarm.Kind.MULTICAST_FILTERED,
              Alarm.Kind.JOURNAL_FAILED));

  private Entries() {}

  static void writeNews(FieldWriter out, News news) {
    if (news.entries().isEmpty()) {
      throw new IllegalArgumentException("news without entries");
    }
    if (!leavesOutInOrder(news)) {
      throw new IllegalArgumentException(
          "what is left out of news is not in order, too much, or at the end: " + news.leftOut());
    }
    out.message(1, news.origin(), Values::writeNode);
    out.sequence(2, news.firstSeq());
    out.list(3, news.entries(), Entries::writeEntry);
    out.list(4, news.leftOut(), Values::writeRange);
  }

  static News readNews(FieldReader in) throws WireException {
    News news =
        new News(
            in.message(1, Values::readNode),
            in.sequence(2),
            in.list(3, Entries::readEntry),
            in.list(4, Values::readRange));
    if (news.entries().isEmpty()) {
      throw WireException.malformed("without entries");
    }
    if (!leavesOutInOrder(news)) {
      throw WireException.malformed("what is left out is not in order, too much, or at the end");
    }
    return news;
  }

  /** Returns whether what is left out is in order, and followed by something. */
  private static boolean leavesOutInOrder(News news) {
    long after = news.firstSeq() - 1;
    long many = 0;
    for (Range range : news.leftOut()) {
      if (range.first() <= after || range.last() - range.first() >= News.MOST_LEFT_OUT) {
        return false;
      }
      many += range.last() - range.first() + 1;
      after = range.last();
    }
    // What supersedes the last of them comes behind it.
    return many <= News.MOST_LEFT_OUT
        && (many == 0 || after < news.firstSeq() + many + news.entries().size() - 1);
  }

  static void writeFacts(FieldWriter out, Facts facts) {
    out.message(1, facts.view(), Values::writeView);
    out.list(2, facts.slots(), Entries::writeSlot);
    out.flag(3, facts.last());
    out.message(4, facts.digest(), Values::writeDigest);
    out.message(5, facts.at(), Values::writeInstant);
    out.list(6, facts.voters(), (name, voter) -> name.text(1, voter, NodeId.MAX_NAME));
  }

  static Facts readFacts(FieldReader in) throws WireException {
    return new Facts(
        in.messageOrNull(1, Values::readView),
        in.list(2, Entries::readSlot),
        in.flag(3),
        in.message(4, Values::readDigest),
        in.message(5, Values::readInstant),
        in.list(6, voter -> voter.text(1, NodeId.MAX_NAME)));
  }

  static void writeExchange(FieldWriter out, Exchange exchange) {
    out.message(1, exchange.digest(), Values::writeDigest);
    out.message(2, exchange.at(), Values::writeInstant);
  }

  static Exchange readExchange(FieldReader in) throws WireException {
    return new Exchange(in.message(1, Values::readDigest), in.message(2, Values::readInstant));
  }

  static void writeCompare(FieldWriter out, Compare compare) {
    out.signed(1, compare.hash());
    out.message(2, compare.at(), Values::writeInstant);
  }

  static Compare readCompare(FieldReader in) throws WireException {
    return new Compare(in.signed(1), in.message(2, Values::readInstant));
  }

  static void writeSame(FieldWriter out, Same same) {
    out.message(1, same.at(), Values::writeInstant);
  }

  static Same readSame(FieldReader in) throws WireException {
    return new Same(in.message(1, Values::readInstant));
  }

  static void writeSlot(FieldWriter out, Slot slot) {
    out.message(1, slot.origin(), Values::writeNode);
    out.sequence(2, slot.seq());
    out.message(3, slot.entry(), Entries::writeEntry);
  }

  static Slot readSlot(FieldReader in) throws WireException {
    in.strict();
    return new Slot(
        in.message(1, Values::readNode), in.sequence(2), in.message(3, Entries::readEntry));
  }

  static void writeEntry(FieldWriter out, Entry entry) {
    if (entry instanceof JobEntry job) {
      out.message(1, job, Entries::writeJob);
    } else if (entry instanceof CarrierEntry carrier) {
      out.message(2, carrier, Entries::writeCarrier);
    } else if (entry instanceof RunEntry run) {
      out.message(3, run.run(), Runs::writeRun);
    } else if (entry instanceof Farewell farewell) {
      out.message(4, farewell.node(), Values::writeNode);
    } else if (entry instanceof AlarmEntry alarm) {
      out.message(5, alarm.alarm(), Entries::writeAlarm);
    }
  }

  static Entry readEntry(FieldReader in) throws WireException {
    in.strict();
    Entry found = in.messageOrNull(1, Entries::readJob);
    found = found != null ? found : in.messageOrNull(2, Entries::readCarrier);
    found = found != null ? found : in.messageOrNull(3, inner -> new RunEntry(Runs.readRun(inner)));
    found =
        found != null ? found : in.messageOrNull(4, inner -> new Farewell(Values.readNode(inner)));
    found = found != null ? found : in.messageOrNull(5, Entries::readAlarm);
    if (found == null) {
      throw in.noneOf("entry");
    }
    return found;
  }

  private static void writeJob(FieldWriter out, JobEntry entry) {
    out.text(1, JobName.check(entry.job()), JobName.MAX_LENGTH);
    out.message(2, entry.stamp(), Values::writeStamp);
    out.message(3, entry.definition(), Definitions::writeDefinition);
    out.message(4, entry.anchor(), Values::writeInstant);
  }

  private static Entry readJob(FieldReader in) throws WireException {
    String job = JobName.check(in.text(1, JobName.MAX_LENGTH));
    Stamp stamp = in.message(2, Values::readStamp);
    JobDefinition definition = in.messageOrNull(3, Definitions::readDefinition);
    if (definition != null && !definition.name().equals(job)) {
      throw WireException.malformed(
          "the definition of " + job + " is that of " + definition.name());
    }
    // The name is kept once.
    String name = definition == null ? job : definition.name();
    return new JobEntry(name, stamp, definition, in.message(4, Values::readInstant));
  }

  private static void writeAlarm(FieldWriter out, Alarm alarm) {
    out.constant(1, ALARMS, alarm.kind());
    out.text(2, alarm.subject(), Alarm.MAX_SUBJECT);
    out.text(3, alarm.member(), NodeId.MAX_NAME);
    out.message(4, alarm.at(), Values::writeInstant);
    out.text(5, alarm.text(), Alarm.MAX_TEXT);
  }

  private static Entry readAlarm(FieldReader in) throws WireException {
    return new AlarmEntry(
        new Alarm(
            in.constant(1, ALARMS),
            in.text(2, Alarm.MAX_SUBJECT),
            in.text(3, NodeId.MAX_NAME),
            in.message(4, Values::readInstant),
            in.text(5, Alarm.MAX_TEXT)));
  }

  private static void writeCarrier(FieldWriter out, CarrierEntry entry) {
    out.text(1, JobName.check(entry.job()), JobName.MAX_LENGTH);
    out.message(2, entry.node(), Values::writeNode);
    out.count(3, entry.version());
    out.flag(4, entry.carried());
  }

  private static Entry readCarrier(FieldReader in) throws WireException {
    return new CarrierEntry(
        JobName.check(in.text(1, JobName.MAX_LENGTH)),
        in.message(2, Values::readNode),
        in.count(3),
        in.flag(4));
  }
}
