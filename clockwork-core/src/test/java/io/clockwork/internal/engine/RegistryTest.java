package io.clockwork.internal.engine;

import static io.clockwork.job.Condition.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Stamp;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Schedule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private final Alone member = new Alone();

  @Test
  void jobRegisteredTwice_isWrittenOnce_andKeepsItsBeginning() {
    // given
    JobDefinition job = Alone.job("job", Schedule.every(Duration.ofSeconds(20)));
    member.register(job);
    int told = entries();

    // when
    member.freeze(Duration.ofSeconds(5));
    member.register(job);

    // then
    assertThat(entries()).isEqualTo(told);
    assertThat(member.engine.inspector(member.now()).anchor("job")).isEqualTo(Alone.BEGIN);
  }

  private int entries() {
    return member.ports.multicasts.stream()
        .filter(News.class::isInstance)
        .mapToInt((Frame frame) -> ((News) frame).entries().size())
        .sum();
  }

  @Test
  void jobWhosePolicyChanges_keepsItsBeginning_andOneWhoseScheduleChanges_beginsAnew() {
    // given
    Schedule schedule = Schedule.every(Duration.ofSeconds(20));
    member.register(Alone.job("job", schedule));

    // when
    member.freeze(Duration.ofSeconds(5));
    member.register(Alone.job("job", schedule, MisfirePolicy.skip()));

    // then
    assertThat(member.engine.inspector(member.now()).anchor("job")).isEqualTo(Alone.BEGIN);
    member.register(Alone.job("job", Schedule.every(Duration.ofSeconds(30))));
    assertThat(member.engine.inspector(member.now()).anchor("job"))
        .isEqualTo(Alone.BEGIN.plusSeconds(5));
  }

  @Test
  void conditionThatClosesACycle_isRefused_namingIt() {
    // given
    member.register(Alone.job("a", success("b"), MisfirePolicy.skip()));
    member.register(Alone.job("b", success("c"), MisfirePolicy.skip()));

    // then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> member.register(Alone.job("c", success("a"), MisfirePolicy.skip())))
        .withMessageContaining("c")
        .withMessageContaining("cycle");
    assertThat(member.engine.inspector(member.now()).job("c")).isEmpty();
  }

  @Test
  void jobThatIsRemovedAndThereAgainAtOnce_isNotCarriedOn_asItsCodeIsAnother() {
    // given
    member.register(Alone.job("job", Schedule.every(Duration.ofSeconds(20))));
    assertThat(member.ports.armed).isNotEmpty();
    long later = Alone.BEGIN.plusSeconds(1).toEpochMilli();

    // when
    member.hear(
        new JobEntry("job", new Stamp(later, 0, Alone.OTHER), null, Alone.BEGIN),
        new JobEntry(
            "job",
            new Stamp(later, 1, Alone.OTHER),
            Alone.job("job", Schedule.every(Duration.ofSeconds(30))),
            Alone.BEGIN));

    // then
    assertThat(member.ports.forgotten).containsExactly("job");
    assertThat(member.ports.armed).isEmpty();

    // when
    member.register(Alone.job("job", Schedule.every(Duration.ofSeconds(30))));

    // then
    assertThat(member.ports.armed).isNotEmpty();
  }

  @Test
  void jobThatThisMemberRemovesAndRegistersAtOnce_isCarriedOn() {
    // given
    JobDefinition job = Alone.job("job", Schedule.every(Duration.ofSeconds(20)));
    member.register(job);

    // when
    member.engine.remove(member.now(), "job");
    member.register(job);

    // then
    assertThat(member.ports.forgotten).isEmpty();
    assertThat(member.ports.armed).isNotEmpty();
  }

  @Test
  void removedJob_isNotFiredAgain_andRemovingItAgainSaysThereIsNone() {
    // given
    member.register(Alone.job("job", Schedule.every(Duration.ofSeconds(20))));

    // then
    assertThat(member.engine.remove(member.now(), "job")).isTrue();
    member.engine.flush(member.now());
    assertThat(member.ports.armed).isEmpty();
    assertThat(member.engine.remove(member.now(), "job")).isFalse();
  }
}
