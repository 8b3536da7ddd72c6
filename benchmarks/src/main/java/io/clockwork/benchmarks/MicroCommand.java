package io.clockwork.benchmarks;

import io.clockwork.benchmarks.micro.EngineBenchmark;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What single steps cost. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = "Measures the engine, the codec, schedules and the ledger with JMH.")
final class MicroCommand implements Callable<Integer> {
  @Parameters(index = "0", defaultValue = ".*", description = "which, as a regular expression")
  private String which = "";

  @Option(names = "--profiler", description = "JMH's, such as gc")
  private String profiler = "";

  @Option(names = "--quick", description = "to see that they work")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(EngineBenchmark.class.getPackageName() + "\\..*" + which)
            .forks(quick ? 0 : 1)
            .warmupIterations(quick ? 1 : 5)
            .measurementIterations(quick ? 1 : 10)
            .warmupTime(TimeValue.milliseconds(quick ? 10 : 1_000))
            .measurementTime(TimeValue.milliseconds(quick ? 10 : 1_000))
            .shouldFailOnError(true);
    if (!profiler.isEmpty()) {
      options.addProfiler(profiler);
    }
    new Runner(options.build()).run();
    return 0;
  }
}
