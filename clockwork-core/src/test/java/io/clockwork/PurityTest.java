package io.clockwork;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.clockwork.internal.journal.Journal;
import java.io.File;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The packages that decide read no clock, draw no lots and start no threads: the simulation replays
 * a history from its seed only if all three come in by parameters.
 */
@AnalyzeClasses(packages = "io.clockwork", importOptions = DoNotIncludeTests.class)
class PurityTest {
  private static final String[] PURE = {
    "io.clockwork.internal.engine..",
    "io.clockwork.internal.ledger..",
    "io.clockwork.internal.condition..",
    "io.clockwork.internal.schedule..",
    "io.clockwork.internal.wire..",
  };

  @ArchTest
  static final ArchRule pureCode_always_readsNoClock =
      pureClasses()
          .should()
          .accessTargetWhere(use(System.class, "currentTimeMillis|nanoTime"))
          .orShould()
          .accessTargetWhere(use(Clock.class, "system.*|tick(Millis|Seconds|Minutes)"))
          .orShould()
          .accessTargetWhere(nowWithoutClock())
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule pureCode_always_drawsNoLots =
      pureClasses()
          .should()
          .accessTargetWhere(use(Math.class, "random"))
          .orShould()
          .accessTargetWhere(use(UUID.class, "randomUUID"))
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(SplittableRandom.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class, SecureRandom.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule pureCode_always_startsNoThreads =
      pureClasses()
          .should()
          .accessTargetWhere(use(Thread.class, "<init>|start.*|sleep|of(Virtual|Platform)"))
          .orShould()
          .accessTargetWhere(use(CompletableFuture.class, ".*Async"))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Executors.class, ForkJoinPool.class, Timer.class)
          .allowEmptyShould(true);

  /** The journal's values are pure; the journal itself is for the node to call. */
  @ArchTest
  static final ArchRule pureCode_always_touchesNoFiles =
      pureClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.nio.channels..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(File.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Journal.class)
          .allowEmptyShould(true);

  private static GivenClassesConjunction pureClasses() {
    return noClasses().that().resideInAnyPackage(PURE);
  }

  /** Also finds method references, which {@code callMethod} does not. */
  private static DescribedPredicate<JavaAccess<?>> use(Class<?> owner, String members) {
    return describe(
        owner.getSimpleName() + "." + members,
        access ->
            access.getTargetOwner().isAssignableTo(owner) && access.getName().matches(members));
  }

  private static DescribedPredicate<JavaAccess<?>> nowWithoutClock() {
    return describe(
        "now() without a Clock",
        access ->
            access.getTargetOwner().getPackageName().startsWith("java.time")
                && access.getName().equals("now")
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream()
                    .noneMatch(type -> type.isEquivalentTo(Clock.class)));
  }
}
