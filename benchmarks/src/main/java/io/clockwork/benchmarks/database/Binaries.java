package io.clockwork.benchmarks.database;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, as they stand packed in a jar on the class path. */
final class Binaries {
  private Binaries() {}

  /** Unpacks all into a folder. */
  static void unpack(Path folder) throws IOException {
    try (TarArchiveInputStream in = new TarArchiveInputStream(new XZInputStream(open()))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException(entry.getName() + " points out of the archive");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(in, target);
          if ((entry.getMode() & 0b001_000_000) != 0
              && !target.toFile().setExecutable(true, false)) {
            throw new IOException(target + " cannot be made executable");
          }
        }
      }
    }
  }

  private static InputStream open() throws IOException {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name = "/postgres-linux-" + (machine.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
    InputStream in = Binaries.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(
          name + " is not on the class path; build with -Dpostgres.platform=…, see the pom");
    }
    return in;
  }
}
