package io.clockwork.cluster;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A listener that keeps what comes in, and answers each request with itself behind {@code "re:"}.
 */
public class Recorder implements ClusterListener {

  /** One multicast that came in. */
  public record Heard(NodeId from, byte[] frame) {
    /** Returns the frame as text. */
    public String text() {
      return new String(frame, StandardCharsets.UTF_8);
    }
  }

  private final List<View> views = new CopyOnWriteArrayList<>();
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  @Override
  public void viewChanged(View view) {
    views.add(view);
  }

  @Override
  public void multicastReceived(NodeId from, byte[] frame) {
    heard.add(new Heard(from, frame));
  }

  @Override
  public void requestReceived(NodeId from, byte[] frame, Reply reply) {
    requests.incrementAndGet();
    byte[] answer = new byte[Math.min(frame.length + 3, Cluster.MAX_FRAME)];
    answer[0] = 'r';
    answer[1] = 'e';
    answer[2] = ':';
    System.arraycopy(frame, 0, answer, 3, answer.length - 3);
    reply.send(answer);
  }

  /** Returns all views so far, in order. */
  public List<View> views() {
    return views;
  }

  /** Returns the newest view. */
  public View view() {
    return views.get(views.size() - 1);
  }

  /** Returns whether the newest view has exactly these nodes' names, in whatever order. */
  public boolean sees(String... names) {
    return !views.isEmpty()
        && view().nodes().size() == names.length
        && view().nodes().stream().map(Node::name).toList().containsAll(List.of(names));
  }

  /** Returns all multicasts so far, in order. */
  public List<Heard> heard() {
    return heard;
  }

  /** Returns how many requests came in. */
  public int requests() {
    return requests.get();
  }
}
