package io.clockwork.faultlab;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tries once whether this process may make hosts and networks. */
final class NamespacesAllowed implements ExecutionCondition, BeforeAllCallback {
  private static final String FRAME = "!".repeat(100);
  private static final ConditionEvaluationResult RESULT = tryIt();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return RESULT;
  }

  /** The cluster that tests share goes when all of them have ended. */
  @Override
  public void beforeAll(ExtensionContext context) {
    AutoCloseable last = SharedCluster::closeOpen;
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(NamespacesAllowed.class))
        .getOrComputeIfAbsent("shared", key -> last);
  }

  private static ConditionEvaluationResult tryIt() {
    String trial = "cwtry" + ProcessHandle.current().pid();
    try {
      Shell.run(Map.of(), List.of("nft", "--version"));
      Compiled.compile();
      Shell.run(Map.of(), List.of("ip", "netns", "add", trial));
      try {
        Shell.run(Map.of(), List.of("ip", "netns", "exec", trial, "nft", "list", "ruleset"));
      } finally {
        Shell.run(Map.of(), List.of("ip", "netns", "del", trial));
      }
      return ConditionEvaluationResult.enabled("network namespaces can be made");
    } catch (RuntimeException | AssertionError e) {
      System.err.printf(
          "%s%nTHE FAULT LAB IS SKIPPED: it needs root, network namespaces, iproute2,"
              + " nftables and gcc.%n%s%nNo guarantee was tested against a real fault.%n%s%n",
          FRAME, e.getMessage(), FRAME);
      return ConditionEvaluationResult.disabled("no network namespaces: " + e.getMessage());
    }
  }
}
