package io.clockwork.faultlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A small disk of one host, mounted in a mount namespace that a process on that host holds: it
 * outlives the member's process, and goes with the lab.
 */
final class Disk {
  private final Path place;
  private final Process holder;

  private Disk(Path place, Process holder) {
    this.place = place.toAbsolutePath();
    this.holder = holder;
  }

  /** Mounts one of so many kilobytes. */
  static Disk mount(Netlab network, Member member, int kilobytes) {
    Path place = member.journal();
    try {
      Files.createDirectories(place);
      String script =
          "mount -t tmpfs -o mode=700,size=%dk lab '%s' && touch '%s' && exec sleep infinity"
              .formatted(kilobytes, place, place.resolveSibling(member.name() + ".mounted"));
      Process holder =
          new ProcessBuilder(network.on(member.host(), List.of("sh", "-c", script)))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Path mounted = place.resolveSibling(member.name() + ".mounted");
      if (!Moment.awaitTrue(Recovery.BOUND, () -> Files.exists(mounted))) {
        throw new AssertionError("void: no disk at " + place);
      }
      return new Disk(place, holder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a command as one that sees this disk, in a folder, under the process id it is started
   * as. Entering the mounts alone would leave it in the root folder.
   */
  List<String> with(Path folder, List<String> command) {
    List<String> there =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--mount",
                "--target",
                Long.toString(holder.pid()),
                "sh",
                "-c",
                "cd \"$0\" && exec \"$@\"",
                folder.toAbsolutePath().toString()));
    there.addAll(command);
    return there;
  }

  /** Returns whether something is kept on it. */
  boolean inUse() {
    return !in("ls -A '%s'".formatted(place)).isBlank();
  }

  /** Writes until nothing more fits. */
  void fill() {
    String filler = place.resolve("filler").toString();
    String script = "cat /dev/zero >'%s' 2>/dev/null; df -k --output=avail '%s' | tail -1";
    String left = in(script.formatted(filler, place));
    if (!left.strip().equals("0")) {
      throw new AssertionError("void: the disk still has " + left);
    }
  }

  /** Frees what {@link #fill} took. */
  void free() {
    in("rm -f '%s'".formatted(place.resolve("filler")));
  }

  private String in(String script) {
    return Shell.run(Map.of(), with(place, List.of("sh", "-c", script)));
  }
}
