package io.clockwork.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demonstration. */
@Command(
    name = "demo",
    description = "See three members keep one schedule of real jobs, and one of them die.")
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--keep", description = "Keep the temporary folder with all files and logs.")
  private boolean keep;

  @Override
  public Integer call() {
    return keep ? 0 : 1;
  }
}
