package io.clockwork.launcher;

import io.clockwork.launcher.demo.Demo;
import java.io.IOException;
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
  public Integer call() throws IOException {
    return new Demo(System.out, keep).run() ? ExitCode.OK : ExitCode.RUN_FAILED;
  }
}
