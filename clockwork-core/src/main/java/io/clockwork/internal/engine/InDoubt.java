package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
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
import java.util.TreeSet;
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
  static Map<Claimed, Set<NodeId>> claims(Map<NodeId, Report> reports) {
    Map<Claimed, Map<NodeId, Set<NodeId>>> votes = new LinkedHashMap<>();
    reports.forEach(
        (voter, report) -> {
          if (!superseded(voter, report, reports.values())) {
            for (Vote vote : report.votes()) {
              votes
                  .computeIfAbsent(
                      new Claimed(vote.claim().run(), vote.claim().attempt()),
                      any -> new TreeMap<>())
                  .computeIfAbsent(vote.claimant(), any -> new HashSet<>())
                  .add(voter);
            }
          }
        });
    Map<Claimed, Set<NodeId>> doubts = new LinkedHashMap<>();
    votes.forEach(
        (claim, claimants) ->
            claimants.forEach(
                (claimant, voters) -> {
                  if (!reports.containsKey(claimant) && mayBeWon(voters, reports)) {
                    doubts.computeIfAbsent(claim, any -> new TreeSet<>()).add(claimant);
                  }
                }));
    return doubts;
  }

  /**
   * Votes given in an electorate that a later one followed were settled when that was opened, and
   * its members know how: of a voter that it counted, and that missed its opening, they are void.
   */
  private static boolean superseded(NodeId voter, Report report, Collection<Report> reports) {
    ViewId own = report.electorate();
    Comparator<ViewId> byNumber = Comparator.comparingLong(ViewId::number);
    return own != null
        && reports.stream()
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
      long unheard = electors.stream().filter(node -> !reports.containsKey(node)).count();
      long votesFor = electors.stream().filter(voters::contains).count();
      if (votesFor + unheard >= Electorate.majority(electors.size())) {
        return true;
      }
    }
    return false;
  }
}
