package io.clockwork.internal.wire;

import io.clockwork.internal.wire.Frame.Activate;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.ReportAnswer;
import io.clockwork.internal.wire.Frame.Vote;

/** The frames of a handover, but for the facts. */
final class Handovers {

  private Handovers() {}

  static void writeReport(FieldWriter out, Report report) {
    out.message(1, report.view(), Values::writeView);
    out.message(2, report.electorate(), Values::writeView);
    out.list(3, report.electors(), Values::writeNode);
    out.message(4, report.digest(), Values::writeDigest);
    out.list(5, report.votes(), Handovers::writeVote);
    out.message(6, report.knowsSince(), Values::writeInstant);
  }

  static Report readReport(FieldReader in) throws WireException {
    return new Report(
        in.message(1, Values::readView),
        in.messageOrNull(2, Values::readView),
        in.list(3, Values::readNode),
        in.message(4, Values::readDigest),
        in.list(5, Handovers::readVote),
        in.message(6, Values::readInstant));
  }

  private static void writeVote(FieldWriter out, Vote vote) {
    out.message(1, vote.claim(), Claims::writeClaim);
    out.message(2, vote.claimant(), Values::writeNode);
  }

  private static Vote readVote(FieldReader in) throws WireException {
    return new Vote(in.message(1, Claims::readClaim), in.message(2, Values::readNode));
  }

  static void writeReportAnswer(FieldWriter out, ReportAnswer answer) {
    out.flag(1, answer.accepted());
    out.message(2, answer.digest(), Values::writeDigest);
  }

  static ReportAnswer readReportAnswer(FieldReader in) throws WireException {
    return new ReportAnswer(in.flag(1), in.message(2, Values::readDigest));
  }

  static void writeActivate(FieldWriter out, Activate activate) {
    out.message(1, activate.view(), Values::writeView);
    out.message(2, activate.electorate(), Values::writeView);
    out.list(3, activate.electors(), Values::writeNode);
  }

  static Activate readActivate(FieldReader in) throws WireException {
    return new Activate(
        in.message(1, Values::readView),
        in.message(2, Values::readView),
        in.list(3, Values::readNode));
  }
}
