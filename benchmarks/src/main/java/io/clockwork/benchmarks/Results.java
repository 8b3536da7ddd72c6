package io.clockwork.benchmarks;

import io.clockwork.benchmarks.workload.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file of results, one a line, in the order in which they were measured. */
record Results(Path file) {

  void add(Result result) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file, result.toJson() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  List<Result> read() throws IOException {
    List<Result> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      all.add(Result.parse(line));
    }
    return all;
  }
}
