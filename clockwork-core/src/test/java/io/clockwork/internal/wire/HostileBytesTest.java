package io.clockwork.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in, the codec says yes or no: in good time, in little memory, by one exception.
 */
class HostileBytesTest {
  private static final int MUTANTS = 200_000;
  private static final long MOST_MEMORY = 1 << 20;
  private static final List<byte[]> GOLDEN =
      Golden.frames().values().stream().map(Codec::encode).toList();

  @Test
  void mutants_decoded_areRefusedOrFramesThatCanBeSent() {
    // given
    long seed = Long.getLong("clockwork.fuzz.seed", System.nanoTime());
    Random random = new Random(seed);
    int taken = 0;

    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = Mutants.of(GOLDEN, random);
      try {
        // when
        Frame frame = Codec.decode(mutant);

        // then
        taken++;
        if (!Codec.decode(Codec.encode(frame)).equals(frame)) {
          fail("encoded and decoded, not the same: " + frame);
        }
      } catch (WireException e) {
        assertSafeToLog(e.getMessage());
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "-Dclockwork.fuzz.seed=" + seed + ": " + HexFormat.of().formatHex(mutant), e);
      }
    }
    assertThat(taken).as("mutants that live, seed %d", seed).isBetween(MUTANTS / 100, MUTANTS / 2);
  }

  @Test
  void smallMutants_decoded_takeLittleMemory() {
    // given
    long seed = Long.getLong("clockwork.fuzz.seed", System.nanoTime());
    Random random = new Random(seed);
    List<byte[]> small = new ArrayList<>(Bombs.all());
    for (int i = 0; i < 20_000; i++) {
      byte[] mutant = Mutants.of(GOLDEN, random);
      small.add(mutant.length < 1_024 ? mutant : Arrays.copyOf(mutant, 1_023));
    }
    small.forEach(HostileBytesTest::allocated);

    for (byte[] bytes : small) {
      // when
      long allocated = allocated(bytes);

      // then
      assertThat(allocated)
          .as("seed %d: %s", seed, HexFormat.of().formatHex(bytes))
          .isLessThan(MOST_MEMORY);
    }
  }

  @Test
  void lengthsBeyondTheEnd_areRefused() {
    for (byte[] bomb : Bombs.lengths()) {
      assertThat(refusal(bomb)).isEqualTo(WireException.Kind.MALFORMED);
    }
  }

  @Test
  void frames_truncatedAnywhere_areRefused() {
    for (byte[] whole : GOLDEN) {
      for (int length = 0; length < whole.length; length++) {
        // when
        WireException.Kind kind = refusal(Arrays.copyOf(whole, length));

        // then
        assertThat(kind)
            .isEqualTo(
                length < Codec.HEADER ? WireException.Kind.FOREIGN : WireException.Kind.MALFORMED);
      }
    }
  }

  @Test
  void frames_truncatedUnderAFittingHeader_throwNothingElse() {
    for (byte[] whole : GOLDEN) {
      for (int length = Codec.HEADER; length < whole.length; length++) {
        byte[] part = Mutants.withLength(Arrays.copyOf(whole, length));
        try {
          Frame frame = Codec.decode(part);
          assertThat(Codec.encode(frame)).hasSizeLessThanOrEqualTo(part.length);
        } catch (WireException e) {
          assertThat(e.kind()).isEqualTo(WireException.Kind.MALFORMED);
        }
      }
    }
  }

  private static void assertSafeToLog(String message) {
    if (message.length() > 400 || message.chars().anyMatch(c -> c < ' ' || c > '~')) {
      fail("not fit for a log: " + message);
    }
  }

  private static WireException.Kind refusal(byte[] bytes) {
    try {
      return fail("taken for a frame: " + Codec.decode(bytes));
    } catch (WireException e) {
      return e.kind();
    }
  }

  private static long allocated(byte[] bytes) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    try {
      Codec.decode(bytes);
    } catch (WireException e) {
      return threads.getThreadAllocatedBytes(id) - before;
    }
    return threads.getThreadAllocatedBytes(id) - before;
  }
}
