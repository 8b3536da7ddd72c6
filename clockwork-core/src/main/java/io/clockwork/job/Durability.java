package io.clockwork.job;

/**
 * When a member's journal has what it was given: what a crash of the machine can take with it.
 *
 * <p>A crash of the process alone, such as {@code kill -9}, takes nothing that left the member's
 * engine in the first mode, and next to nothing in the second.
 *
 * @since 0.1
 */
public enum Durability {

  /**
   * On the disk, by {@code fsync}, before anything that follows from it leaves the member: no vote,
   * claim or answered order is forgotten by a crash of the machine. Each start waits for the disk;
   * all that waits at one time shares one {@code fsync}. The default.
   */
  SYNC,

  /**
   * Written at once, and on the disk within about a second: what the member said in that last
   * second can be forgotten when the machine crashes or loses power, so a vote can be given twice
   * and an acknowledged order lost.
   */
  ASYNC
}
