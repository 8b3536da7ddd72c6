package io.clockwork.internal.journal;

import io.clockwork.job.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files a journal's directory has: its mark, and one generation or, in between, two. */
final class Layout {
  private static final Pattern GENERATION = Pattern.compile("journal-(\\d{1,18})\\.mv");

  private final Path directory;

  /**
   * Prepares the directory.
   *
   * @throws JournalException if it is none or cannot be made one
   */
  Layout(Path directory) {
    this.directory = directory;
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new JournalException(
          "The journal's directory " + directory + " is a file; name a directory instead");
    }
    try {
      if (!Files.isDirectory(directory)) {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.createDirectory(directory, ownerOnly(directory.toAbsolutePath(), "rwx------"));
      }
    } catch (IOException e) {
      throw new JournalException(
          "The journal's directory "
              + directory
              + " cannot be created ("
              + e
              + "); create it, or name another one",
          e);
    }
    if (!Files.isWritable(directory)) {
      throw new JournalException(
          "The journal's directory "
              + directory
              + " cannot be written to; let this user write there, or name another one");
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) throws IOException {
    Path parent = path.getParent();
    FileStore store = Files.getFileStore(parent == null ? path : parent);
    return store.supportsFileAttributeView(PosixFileAttributeView.class)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Creates an empty file that only its owner may read, in place of any old one. */
  static void createFile(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, ownerOnly(file.toAbsolutePath(), "rw-------"));
  }

  Path mark() {
    return directory.resolve("journal.mark");
  }

  Path copy() {
    return directory.resolve("journal.copy");
  }

  Path damaged() {
    return directory.resolve("journal.damaged");
  }

  Path generation(long number) {
    return directory.resolve("journal-" + number + ".mv");
  }

  /** Returns the numbers of the generations that are there, the newest first. */
  List<Long> generations() throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(
          file -> {
            Matcher name = GENERATION.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
              numbers.add(Long.parseLong(name.group(1)));
            }
          });
    }
    numbers.sort(Comparator.reverseOrder());
    return numbers;
  }

  /** Has the names of the files on the disk, where the platform can. */
  void sync() throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      if (ownerOnly(directory.toAbsolutePath(), "rwx------").length > 0) {
        throw e;
      }
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
