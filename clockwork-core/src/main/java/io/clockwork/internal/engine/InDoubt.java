package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.job.RunId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the reports of a handover prove of the claims made before it. Pure: functions of the reports
 * and of who sent them.
 */
final class InDoubt {
  /** A run and attempt that somebody may have won, and may have started. */
  record Claimed(RunId run, int attempt) {}

  private InDoubt() {}

  /**
   * Returns whether those who reported are so many that no claim can have been won without one of
   * them having voted for it: in the electorate of any of them, nor in one that they do not know
   * of.
   *
   * @param members how many the new view has
   * @param reports by reporter
   * @param passed the members of the views since the last electorate that is known of: others may
   *     have opened one there
   */
  static boolean enough(int members, Map<NodeId, Report> reports, Collection<List<NodeId>> passed) {
    if (reports.size() < Electorate.majority(members)) {
      return false;
    }
    return reports.values().stream().allMatch(report -> heard(report.electors(), reports))
        && passed.stream().allMatch(electors -> heard(electors, reports));
  }

  private static boolean heard(List<NodeId> electors, Map<NodeId, Report> reports) {
    long heard = electors.stream().filter(reports::containsKey).count();
    return electors.isEmpty() || heard + Electorate.majority(electors.size()) > electors.size();
  }

  /**
   * Returns the claims of nodes that did not report which may have been won, with the claimants of
   * whom that is so. Who reports has told what it started, and starts nothing more under an old
   * claim.
   */
  static Map<Claimed, Map<NodeId, Claim>> claims(Map<NodeId, Report> reports) {
    Map<Claimed, Map<NodeId, Claim>> doubts = new LinkedHashMap<>();
    votes(reports, voter -> superseded(voter, reports))
        .forEach(
            (claim, claimants) ->
                claimants.forEach(
                    (claimant, votes) -> {
                      if (!reports.containsKey(claimant) && mayBeWon(votes.voters(), reports)) {
                        doubt(doubts, claim, claimant, votes);
                      }
                    }));
    return doubts;
  }

  /**
   * Returns the same for named voters, whose votes are never void: the claims of nodes that are not
   * in the view which may have been won, or which hold so many votes that nobody else can win.
   *
   * @param voters the names of those who vote
   */
  static Map<Claimed, Map<NodeId, Claim>> claims(
      Map<NodeId, Report> reports, View view, Set<String> voters) {
    int majority = Electorate.majority(voters.size());
    int enough = Math.min(majority, voters.size() - majority + 1);
    Map<Claimed, Map<NodeId, Claim>> doubts = new LinkedHashMap<>();
    votes(reports, voter -> !voters.contains(voter.name()))
        .forEach(
            (claim, claimants) ->
                claimants.forEach(
                    (claimant, votes) -> {
                      Set<String> seats = new HashSet<>(voters);
                      reports.forEach(
                          (voter, report) -> {
                            // What an earlier life of it voted is not known to this one.
                            if (report.knowsSince().isBefore(votes.claim().since())) {
                              seats.remove(voter.name());
                            }
                          });
                      votes.voters().forEach(voter -> seats.add(voter.name()));
                      if (!view.contains(claimant) && seats.size() >= enough) {
                        doubt(doubts, claim, claimant, votes);
                      }
                    }));
    return doubts;
  }

  private static void doubt(
      Map<Claimed, Map<NodeId, Claim>> doubts, Claimed claim, NodeId claimant, Votes votes) {
    doubts.computeIfAbsent(claim, any -> new TreeMap<>()).put(claimant, votes.claim());
  }

  /** The votes for one claimant. */
  private record Votes(Claim claim, Set<NodeId> voters) {
    /** What counts is what the claimant wanted last. */
    Votes and(Votes other) {
      voters.addAll(other.voters);
      return new Votes(claim.ballot() >= other.claim.ballot() ? claim : other.claim, voters);
    }
  }

  private static Map<Claimed, Map<NodeId, Votes>> votes(
      Map<NodeId, Report> reports, Predicate<NodeId> ignored) {
    Map<Claimed, Map<NodeId, Votes>> votes = new LinkedHashMap<>();
    reports.forEach(
        (voter, report) -> {
          if (!ignored.test(voter)) {
            for (Vote vote : report.votes()) {
              votes
                  .computeIfAbsent(
                      new Claimed(vote.claim().run(), vote.claim().attempt()),
                      any -> new TreeMap<>())
                  .merge(
                      vote.claimant(),
                      new Votes(vote.claim(), new HashSet<>(Set.of(voter))),
                      Votes::and);
            }
          }
        });
    return votes;
  }

  /**
   * Votes given in an electorate that a later one followed were settled when that was opened, and
   * its members know how: of a voter that it counted, and that missed its opening, they are void.
   */
  private static boolean superseded(NodeId voter, Map<NodeId, Report> reports) {
    ViewId own = Objects.requireNonNull(reports.get(voter)).electorate();
    Comparator<ViewId> byNumber = Comparator.comparingLong(ViewId::number);
    return own != null
        && reports.values().stream()
            .filter(other -> other.electors().contains(voter))
            .map(Report::electorate)
            .anyMatch(other -> isLater(other, own, byNumber));
  }

  private static boolean isLater(@Nullable ViewId other, ViewId own, Comparator<ViewId> order) {
    return other != null && order.compare(other, own) > 0;
  }

  private static boolean mayBeWon(Set<NodeId> voters, Map<NodeId, Report> reports) {
    for (NodeId voter : voters) {
      List<NodeId> electors = Objects.requireNonNull(reports.get(voter)).electors();
      if (electors.isEmpty()) {
        // A promise of an earlier life, from its journal: its electorate is gone.
        return true;
      }
      long unheard = electors.stream().filter(node -> !reports.containsKey(node)).count();
      long votesFor = electors.stream().filter(voters::contains).count();
      if (votesFor + unheard >= Electorate.majority(electors.size())) {
        return true;
      }
    }
    return false;
  }
}
