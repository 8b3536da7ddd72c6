package io.clockwork.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Conditions.class)
@Domain(DomainContext.Global.class)
class ConditionPropertiesTest {

  private static final String SIGNS = "()  andortsucefil&|!,\n\u00a0\u001bö-.:#@";

  @Property(tries = 500)
  void parse_whatWasPrinted_givesAnEqualCondition(@ForAll Condition condition) {
    assertThat(Condition.parse(condition.toString())).isEqualTo(condition);
  }

  @Property(tries = 500)
  void parse_mutatedText_givesAConditionOrIllegalArgument(
      @ForAll Condition condition, @ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(condition.toString());
    for (int mutations = 1 + random.nextInt(5); mutations > 0; mutations--) {
      int from = random.nextInt(text.length() + 1);
      int to = from + random.nextInt(Math.min(6, text.length() - from) + 1);
      String sign = String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length())));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, sign.repeat(1 + random.nextInt(50)));
        case 2 -> text.insert(from, text.substring(from, to));
        default -> text.replace(from, to, sign);
      }
    }
    assertParsesOrIsRefused(text.toString());
  }

  @Property(tries = 500)
  void parse_words_givesAConditionOrIllegalArgument(@ForAll("words") String text) {
    assertParsesOrIsRefused(text);
  }

  @Property(tries = 500)
  void parse_anyCharacters_givesAConditionOrIllegalArgument(
      @ForAll @StringLength(max = 300) String text) {
    assertParsesOrIsRefused(text);
  }

  @Property(tries = 500)
  void jobName_anyCharacters_isCheckedAsTheGrammarSays(@ForAll @StringLength(max = 5) String name) {
    boolean right = name.matches("[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}");

    assertThat(JobName.problem(name) == null).isEqualTo(right);
  }

  @Example
  void parse_loneSurrogate_isRefused() {
    assertParsesOrIsRefused("\ud83d");
    assertParsesOrIsRefused("success(\ud83d)");
    assertParsesOrIsRefused("success(a)\ude00");
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
            "(", ")", "not", "and", "or", " ", "success(a)", "failure(", "done", "\n", "b", "x y")
        .list()
        .ofMaxSize(60)
        .map(words -> String.join("", words));
  }

  private static void assertParsesOrIsRefused(String text) {
    Condition condition;
    try {
      condition = Condition.parse(text);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(600);
      return;
    }
    assertThat(Condition.parse(condition.toString())).isEqualTo(condition);
  }
}
