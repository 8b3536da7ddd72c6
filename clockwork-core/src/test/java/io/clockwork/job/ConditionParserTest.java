package io.clockwork.job;

import static io.clockwork.job.Condition.allOf;
import static io.clockwork.job.Condition.done;
import static io.clockwork.job.Condition.failure;
import static io.clockwork.job.Condition.not;
import static io.clockwork.job.Condition.parse;
import static io.clockwork.job.Condition.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionParserTest {

  @Test
  void parse_precedence_notBeforeAndBeforeOr() {
    Condition a = success("a");
    Condition b = success("b");
    Condition c = success("c");

    assertThat(parse("success(a) or success(b) and success(c)")).isEqualTo(a.or(b.and(c)));
    assertThat(parse("(success(a) or success(b)) and success(c)")).isEqualTo(a.or(b).and(c));
    assertThat(parse("not success(a) and success(b)")).isEqualTo(not(a).and(b));
    assertThat(parse("not (success(a) and success(b))")).isEqualTo(not(a.and(b)));
    assertThat(parse("not not success(a)")).isEqualTo(not(not(a)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "success(a)and not failure(b)and done(c)",
        "  SUCCESS ( a )\n\tAnd NOT(Failure(b))\r\n AND((done(c))) ",
        "success(a)\u00a0and not failure(b) and done(c)",
      })
  void parse_spacesCaseAndParentheses_areFree(String text) {
    assertThat(parse(text)).isEqualTo(allOf(success("a"), not(failure("b")), done("c")));
  }

  @Test
  void parse_keywordsAsJobNames_areNames() {
    assertThat(parse("success(and) or success(or) or success(not) or done(done)").jobs())
        .containsExactly("and", "or", "not", "done");
  }

  @Test
  void parse_unknownFunction_pointsThereAndSuggests() {
    assertThatThrownBy(() -> parse("done(a) and sucess(load)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            expected "success(", "failure(", "done(", "not" or "(" at column 13, found "sucess(": \
            did you mean success?
              done(a) and sucess(load)
                          ^\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "failed(a) -> did you mean failure?",
        "Finished(a) -> did you mean done?",
        "dnoe(a) -> did you mean done?",
        "!success(a) -> did you mean not?",
        "no success(a) -> did you mean not?",
        "extract -> did you mean \"success(extract)\"?",
        "success(a) && success(b) -> expected \"and\", \"or\" or the end at column 12, found"
            + " \"&&\": did you mean and?",
        "success(a) || success(b) -> did you mean or?",
        "done(a) orr done(b) -> did you mean or?",
        "success(a) adn success(b) -> did you mean and?",
        "'success(a), success(b)' -> join conditions by \"and\" or \"or\"",
        "success(a) success(b) -> at column 12, found \"success(\"",
        "success(a)) -> there is no \"(\" that the \")\" at column 11 closes",
        "(success(a) -> expected \"and\", \"or\" or \")\" at column 12, found the end",
        "success(a) and -> at column 15, found the end",
        "success(a) and or success(b) -> at column 16, found \"or\"",
        "success -> expected \"(\" at column 8, found the end",
        "success() -> expected a job name at column 9, found \")\"",
        "success( -> expected a job name at column 9, found the end",
        "success(load data) -> expected \")\" after the job name at column 14, found \"data\"",
        "success(lo@d) -> job name \"lo@d\" has '@' at index 2",
        "success(a(b)) -> job name \"a(b\" has '(' at index 1",
        "() -> at column 2, found \")\"",
        "order(a) -> at column 1, found \"order(\"",
      })
  void parse_mistake_saysWhatIsWrongAndWhatWouldBeRight(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageMatching("(?s).*\n  .*\n  .*\\^");
  }

  @Test
  void parse_mistakeOnSecondLine_showsThatLine() {
    assertThatThrownBy(() -> parse("success(a)\nand sucess(b)\nand done(c)"))
        .hasMessageContaining("at line 2, column 5")
        .hasMessageEndingWith("\n  and sucess(b)\n      ^");
  }

  @Test
  void parse_mistakeInLongText_showsOnlyItsSurroundings() {
    String text = "done(a) or ".repeat(100) + "\u001b[2J" + " or done(a)".repeat(100);

    assertThatThrownBy(() -> parse(text))
        .hasMessageContaining("column 1101, found \"?\"")
        .message()
        .doesNotContain("\u001b")
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t "})
  void parse_empty_isRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("condition is empty; write, for example");
  }

  @Test
  void parse_textTooLong_isRefused() {
    assertThatThrownBy(() -> parse(" ".repeat(16_385)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("condition has 16385 characters; at most 16384 are allowed");
    assertThatThrownBy(() -> parse(" ".repeat(16_384))).hasMessageContaining("empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "not ", "not(", "NOT\n", "success(a) and (", "not(((success(a)or "})
  void parse_hostileNesting_isRefusedWithoutOverflow(String opening) {
    String text = opening.repeat(16_384 / opening.length());

    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deeper than 32");
  }

  @Test
  void parse_manyAtoms_isRefused() {
    assertThatThrownBy(() -> parse("done(a)or ".repeat(1_600) + "done(a)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1601 atoms");
  }
}
