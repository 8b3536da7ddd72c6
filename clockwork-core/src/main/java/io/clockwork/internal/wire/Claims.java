package io.clockwork.internal.wire;

import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Withdrawal;

/** The frames of a claim. */
final class Claims {

  private Claims() {}

  static void writeRequest(FieldWriter out, ClaimRequest request) {
    if (request.claims().isEmpty()) {
      throw new IllegalArgumentException("a claim request without claims");
    }
    out.message(1, request.electorate(), Values::writeView);
    out.list(2, request.claims(), Claims::writeClaim);
  }

  static ClaimRequest readRequest(FieldReader in) throws WireException {
    ClaimRequest request =
        new ClaimRequest(in.message(1, Values::readView), in.list(2, Claims::readClaim));
    if (request.claims().isEmpty()) {
      throw WireException.malformed("without claims");
    }
    return request;
  }

  static void writeWithdrawal(FieldWriter out, Withdrawal withdrawal) {
    out.message(1, withdrawal.electorate(), Values::writeView);
    out.list(2, withdrawal.claims(), Claims::writeClaim);
  }

  static Withdrawal readWithdrawal(FieldReader in) throws WireException {
    return new Withdrawal(in.message(1, Values::readView), in.list(2, Claims::readClaim));
  }

  static void writeAnswer(FieldWriter out, ClaimAnswer answer) {
    out.message(1, answer.electorate(), Values::writeView);
    out.list(2, answer.verdicts(), Claims::writeVerdict);
  }

  static ClaimAnswer readAnswer(FieldReader in) throws WireException {
    return new ClaimAnswer(in.messageOrNull(1, Values::readView), in.list(2, Claims::readVerdict));
  }

  static void writeClaim(FieldWriter out, Claim claim) {
    out.message(1, claim.run(), Values::writeRunId);
    out.count(2, claim.attempt());
    out.count(3, claim.ballot());
    out.count(4, claim.token());
    out.message(5, claim.since(), Values::writeInstant);
  }

  static Claim readClaim(FieldReader in) throws WireException {
    return new Claim(
        in.message(1, Values::readRunId),
        in.smallCount(2),
        in.count(3),
        in.count(4),
        in.message(5, Values::readInstant));
  }

  private static void writeVerdict(FieldWriter out, Verdict verdict) {
    out.flag(1, verdict.granted());
    out.message(2, verdict.holder(), Values::writeNode);
    out.message(3, verdict.known(), Entries::writeSlot);
    out.count(4, verdict.token());
    out.flag(5, verdict.unknowing());
  }

  private static Verdict readVerdict(FieldReader in) throws WireException {
    return new Verdict(
        in.flag(1),
        in.messageOrNull(2, Values::readNode),
        in.messageOrNull(3, Entries::readSlot),
        in.count(4),
        in.flag(5));
  }
}
