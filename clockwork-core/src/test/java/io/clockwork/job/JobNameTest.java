package io.clockwork.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "load-data", "billing:load.v2_final", "and", "not", "success"})
  void check_nameOfTheForm_returnsIt(String name) {
    assertThat(JobName.check(name)).isSameAs(name);
  }

  @Test
  void check_hundredCharacters_isTheLongest() {
    assertThat(JobName.check("x".repeat(100))).hasSize(100);
    assertThatThrownBy(() -> JobName.check("x".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("job name \"%s...\" has 101 characters; use at most 100", "x".repeat(60));
  }

  @Test
  void check_space_isNamedWithItsIndex() {
    assertThatThrownBy(() -> JobName.check("load data"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "job name \"load data\" has a space at index 4; "
                + "use letters, digits, '-', '_', '.' or ':', at most 100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lo@d|'@' at index 2",
        "a#1|'#' at index 1",
        "a/b|'/' at index 1",
        "a(|'(' at index 1",
        "a)|')' at index 1",
        "'a,b'|',' at index 1",
        "größe|'ö' at index 2",
        "x😀|'😀' at index 1",
      })
  void check_signThatSeparatesElsewhere_isRefused(String name, String problem) {
    assertThatThrownBy(() -> JobName.check(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has " + problem);
  }

  @Test
  void check_invisibleCharacter_isNamedByItsNumber() {
    assertThatThrownBy(() -> JobName.check("a\u00a0b")).hasMessageContaining("U+00A0 at index 1");
    assertThatThrownBy(() -> JobName.check("a\u001b[31m"))
        .hasMessageContaining("\"a?[31m\"")
        .hasMessageContaining("U+001B at index 1");
    assertThatThrownBy(() -> JobName.check("a\u202eb")).hasMessageContaining("U+202E at index 1");
    assertThatThrownBy(() -> JobName.check("a\tb")).hasMessageContaining("a tab at index 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "_a", ".a", ":a"})
  void check_startIsNoLetterOrDigit_isRefused(String name) {
    assertThatThrownBy(() -> JobName.check(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("starts with '" + name.charAt(0) + "'");
  }

  @Test
  void check_empty_isRefused() {
    assertThatThrownBy(() -> JobName.check("")).hasMessageStartingWith("job name is empty");
  }

  @Test
  void check_null_isRefused() {
    assertThatThrownBy(() -> JobName.check(null)).isInstanceOf(NullPointerException.class);
  }
}
