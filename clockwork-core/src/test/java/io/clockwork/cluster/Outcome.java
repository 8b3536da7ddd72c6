package io.clockwork.cluster;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what became of one request, and how often it was told. */
public class Outcome implements Answer {

  private final AtomicInteger calls = new AtomicInteger();
  private volatile byte[] frame;
  private volatile String reason;

  @Override
  public void answered(byte[] newFrame) {
    frame = newFrame;
    calls.incrementAndGet();
  }

  @Override
  public void unknown(String newReason) {
    reason = newReason;
    calls.incrementAndGet();
  }

  /** Returns whether it was told at least once. */
  public boolean isDone() {
    return calls.get() > 0;
  }

  /** Returns how often it was told. */
  public int calls() {
    return calls.get();
  }

  /** Returns the answer; null if there is none. */
  public byte[] frame() {
    return frame;
  }

  /** Returns the answer as text; null if there is none. */
  public String text() {
    return frame == null ? null : new String(frame, StandardCharsets.UTF_8);
  }

  /** Returns why it is unknown; null if it is not. */
  public String reason() {
    return reason;
  }
}
