package io.clockwork.internal.journal;

import io.clockwork.internal.journal.State.NewerFormatException;
import io.clockwork.job.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is there, and writes it into a new generation before anything is changed: so opening
 * compacts, one never writes to a file that another run has left, and a refusal leaves all as it
 * was.
 */
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private final Layout layout;
  private final Owner owner;
  private final Mark mark;
  private final Instant now;
  private final UnaryOperator<String> disk;
  private final List<Path> damaged = new ArrayList<>();

  Opening(Layout layout, Owner owner, Mark mark, Clock clock, UnaryOperator<String> disk) {
    this.layout = layout;
    this.owner = owner;
    this.mark = mark;
    this.now = clock.instant();
    this.disk = disk;
  }

  record Opened(Generation generation, long number, Contents contents) {}

  Opened open() throws IOException {
    List<Long> old = layout.generations();
    Snapshot found = newest(old);
    Snapshot last =
        found == null ? new Snapshot(State.before(owner, now), List.of()) : checked(found);
    long lost = Math.max(0, mark.found() - last.state().sequence());
    State before = last.state();
    if (lost > 0) {
      LOG.warn(
          "The journal in {} lacks the last {} commits that it once had on the disk; this member"
              + " does not vote on what is older than now",
          layout,
          lost);
      before = before.incomplete(mark.found(), now);
    }
    long number = old.isEmpty() ? 1 : old.get(0) + 1;
    Path file = layout.generation(number);
    Layout.createFile(file);
    Generation generation = Generation.create(disk.apply(file.toString()), before, last.records());
    try {
      layout.sync();
      mark.write(generation.state().sequence());
      mark.sync();
      forget(old);
    } catch (IOException | RuntimeException e) {
      generation.close();
      throw e;
    }
    return new Opened(
        generation, number, new Contents(last.records(), before.completeSince(), lost));
  }

  private @Nullable Snapshot newest(List<Long> generations) throws IOException {
    JournalException refusal = null;
    for (long number : generations) {
      Path file = layout.generation(number);
      try {
        Snapshot read = new Rescue(disk).read(file, layout.copy());
        if (mark.found() > read.state().sequence()) {
          damaged.add(file);
        } else {
          // Only a rewriting that a crash cut short.
          damaged.clear();
        }
        return read;
      } catch (DamagedException e) {
        if (refusal == null) {
          refusal = damaged(file, e);
        }
        damaged.add(file);
      } catch (NewerFormatException e) {
        throw new JournalException(
            "The journal's file "
                + file
                + " "
                + e.getMessage()
                + "; start the newer version again, or give this member another directory",
            e);
      }
    }
    // The very first opening may have been killed before it had written anything whole; then there
    // is one file, and no mark. It is kept all the same, as it may be another's.
    boolean first = mark.found() == 0 && generations.equals(List.of(1L));
    if (refusal != null && !first) {
      throw refusal;
    }
    if (refusal != null) {
      LOG.warn("{}. It is taken for a first opening that was cut short", refusal.getMessage());
    }
    return null;
  }

  private JournalException damaged(Path file, DamagedException e) {
    return new JournalException(
        "The journal's file "
            + file
            + " "
            + e.getMessage()
            + ", and holds no earlier state that is whole. Restore it, or move the directory "
            + layout
            + " away: the member then starts as one that lost its disk, gets the schedule from the"
            + " others, and does not vote on what it cannot know",
        e);
  }

  private Snapshot checked(Snapshot found) {
    Owner other = found.state().owner();
    if (!other.cluster().equals(owner.cluster())) {
      throw new JournalException(
          "The journal in "
              + layout
              + " belongs to the cluster '"
              + other.cluster()
              + "', not to '"
              + owner.cluster()
              + "'; give this cluster a directory of its own");
    }
    if (!other.member().equals(owner.member())) {
      throw new JournalException(
          "The journal in "
              + layout
              + " belongs to the member '"
              + other.member()
              + "', not to '"
              + owner.member()
              + "'; give each member a directory of its own");
    }
    return found;
  }

  private void forget(List<Long> generations) throws IOException {
    for (long number : generations) {
      Path file = layout.generation(number);
      if (damaged.contains(file)) {
        LOG.warn("Kept the damaged file {} as {}", file, layout.damaged());
        Files.move(file, layout.damaged(), StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(file);
      }
    }
  }
}
