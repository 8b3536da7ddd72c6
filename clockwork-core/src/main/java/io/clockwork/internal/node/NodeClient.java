package io.clockwork.internal.node;

import io.clockwork.client.ClockworkClient;
import io.clockwork.client.JobStatus;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.Node;
import io.clockwork.internal.engine.Inspector;
import io.clockwork.job.EventListener;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** The client of a node: reads on the engine's thread, so that what it says belongs together. */
final class NodeClient implements ClockworkClient {
  private final LocalNode node;
  private final Node self;
  private final boolean closesNode;

  NodeClient(LocalNode node, Node self, boolean closesNode) {
    this.node = node;
    this.self = self;
    this.closesNode = closesNode;
  }

  private <T> T read(Function<Inspector, T> question) {
    try {
      return node.loop().call((engine, now) -> question.apply(engine.inspector(now))).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public Node self() {
    return self;
  }

  @Override
  public List<Node> nodes() {
    return read(Inspector::nodes);
  }

  @Override
  public List<JobStatus> jobs() {
    return read(Inspector::jobs);
  }

  @Override
  public Optional<JobStatus> job(String name) {
    return read(inspector -> inspector.job(name));
  }

  @Override
  public List<Run> runs() {
    return read(Inspector::runs);
  }

  @Override
  public List<Run> runs(String job) {
    return read(inspector -> inspector.runs(job));
  }

  @Override
  public Optional<Run> run(RunId id) {
    return read(inspector -> inspector.run(id));
  }

  @Override
  public List<String> why(String job) {
    return read(inspector -> inspector.why(job));
  }

  @Override
  public CompletableFuture<OrderResult> start(StartOrder order) {
    return node.order(order);
  }

  @Override
  public Subscription subscribe(EventListener listener) {
    return node.subscribe(listener);
  }

  @Override
  public void close() {
    if (closesNode) {
      node.close();
    }
  }
}
