package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.engine.InDoubt.Claimed;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members are letters: {@code abc} is a, b and c. */
class InDoubtTest {
  private static final RunId RUN = new RunId("job", new RootCause.AtTime(Alone.BEGIN), null);
  private static final Claimed CLAIM = new Claimed(RUN, 1);

  private final Map<NodeId, Report> reports = new LinkedHashMap<>();

  private static NodeId node(String letter) {
    return new NodeId(letter, 1);
  }

  private static List<NodeId> nodes(String letters) {
    return Arrays.stream(letters.split(""))
        .filter(l -> !l.isEmpty())
        .map(InDoubtTest::node)
        .toList();
  }

  /**
   * Some report, as members of an electorate, that they voted for a claimant; empty: for nobody.
   */
  private void report(String reporters, int number, String electors, String claimant) {
    ViewId electorate = electors.isEmpty() ? null : new ViewId(node("a"), number);
    List<Vote> votes =
        claimant.isEmpty()
            ? List.of()
            : List.of(new Vote(new Claim(RUN, 1, 1, 1, Instant.EPOCH), node(claimant)));
    for (NodeId reporter : nodes(reporters)) {
      reports.put(
          reporter,
          new Report(
              new ViewId(node("a"), 9),
              electorate,
              nodes(electors),
              Digest.EMPTY,
              votes,
              Instant.EPOCH));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // new view, former electorate, who reports, enough?
    "abc,   abc,   abc, true",
    "abc,   abc,   ab,  true",
    "abc,   abc,   a,   false",
    "abcde, abcde, abc, true",
    "abcde, abcde, ab,  false",
    // Of an even number half is not enough to be a majority of the view, but enough to be heard.
    "abcd,  abcd,  ab,  false",
    "ab,    abcd,  ab,  true",
    // Newcomers make a majority of the view, but know nothing of what was claimed before.
    "abxyz, abc,   axyz, false",
    "abxyz, abc,   abxy, true"
  })
  void reporters_areEnough_ifNoClaimCanHaveBeenWonWithoutThem(
      String view, String electorate, String reporters, boolean enough) {
    // given
    for (NodeId reporter : nodes(reporters)) {
      boolean old = nodes(electorate).contains(reporter);
      report(reporter.name(), 1, old ? electorate : "", "");
    }

    // then
    assertThat(InDoubt.enough(nodes(view).size(), reports, List.of())).isEqualTo(enough);
  }

  @Test
  void reporters_whoMayHaveMissedAnElectorate_areNotEnough() {
    // given: a, d and e may have gone on in the view abcde, of which b and c never heard the word
    report("bc", 1, "abc", "");
    report("xyz", 0, "", "");

    // then
    assertThat(InDoubt.enough(7, reports, List.of())).isTrue();
    assertThat(InDoubt.enough(7, reports, List.of(nodes("abcde")))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // former electorate, who reports, of these who voted for the claimant, claimant, in doubt?
    "abc,   ab,   b,   c, true",
    "abc,   ab,   a,   b, false",
    "abcde, abcd, a,   e, false",
    "abcde, abcd, ab,  e, true",
    "abcde, abc,  a,   e, true"
  })
  void claimOfSomebodySilent_isInDoubt_ifThoseNotHeardMayHaveMadeItsMajority(
      String electorate, String reporters, String voters, String claimant, boolean doubt) {
    // given
    report(reporters, 1, electorate, "");
    report(voters, 1, electorate, claimant);

    // then
    assertThat(doubts()).isEqualTo(doubt ? Map.of(CLAIM, Set.of(node(claimant))) : Map.of());
  }

  @Test
  void twoSilentClaimants_thatMayBothHaveWon_areBothNamed() {
    // given
    report("ab", 1, "abcdefg", "f");
    report("cd", 1, "abcdefg", "g");

    // then
    assertThat(doubts()).containsOnly(Map.entry(CLAIM, Set.of(node("f"), node("g"))));
  }

  @Test
  void votesOfAnElectorateThatALaterOneFollowed_areVoid() {
    // given: c missed the opening of the second one, in which d won the run and is gone
    report("c", 1, "abcde", "e");
    report("ab", 2, "abcde", "d");

    // then
    assertThat(doubts()).containsOnly(Map.entry(CLAIM, Set.of(node("d"))));
  }

  private Map<Claimed, Set<NodeId>> doubts() {
    Map<Claimed, Set<NodeId>> doubts = new HashMap<>();
    InDoubt.claims(reports).forEach((claim, claimants) -> doubts.put(claim, claimants.keySet()));
    return doubts;
  }
}
