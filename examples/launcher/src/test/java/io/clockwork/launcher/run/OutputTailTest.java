package io.clockwork.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTailTest {

  @Test
  void tail_ofAShortText_isAllOfIt() {
    assertThat(tail("one\ntwo\n", 100)).isEqualTo("one\ntwo\n");
  }

  @Test
  void tail_ofALongText_isItsLastWholeLines() {
    assertThat(tail("first line\nsecond\nthird\n", 10)).isEqualTo("third\n");
  }

  @Test
  void tail_ofOneLongLine_isItsEnd() {
    assertThat(tail("0123456789", 4)).isEqualTo("6789");
    assertThat(tail("0123456789\n", 4)).isEqualTo("789\n");
  }

  @Test
  void tail_neverBeginsWithHalfACharacter() {
    assertThat(tail("\uD83D\uDE00\uD83D\uDE00", 3)).isEqualTo("\uD83D\uDE00");
  }

  @Test
  void tail_ofBytesThatAreNoText_isStillText() {
    OutputTail tail = new OutputTail(10);
    tail.drain(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, 'b'}));
    assertThat(tail.text()).isEqualTo("a\uFFFDb");
  }

  private static String tail(String text, int most) {
    OutputTail tail = new OutputTail(most);
    tail.drain(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return tail.text();
  }
}
