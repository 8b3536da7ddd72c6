package io.clockwork;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "io.clockwork", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ENTRY = "io.clockwork";
  private static final String OURS = "io.clockwork..";
  private static final String CLUSTER = "io.clockwork.cluster..";
  private static final String JOB = "io.clockwork.job..";
  private static final String CLIENT = "io.clockwork.client..";
  private static final String LEDGER = "io.clockwork.internal.ledger..";
  private static final String WIRE = "io.clockwork.internal.wire..";
  private static final String ENGINE = "io.clockwork.internal.engine..";
  private static final String NODE = "io.clockwork.internal.node..";
  private static final String JOURNAL = "io.clockwork.internal.journal..";
  private static final String QUARTZ = "io.clockwork.internal.quartz..";

  @ArchTest
  static final ArchRule packages_always_haveNoCycles =
      slices().matching("io.clockwork.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule entry_always_isImportedByNobody =
      noClasses()
          .that()
          .resideOutsideOfPackage(ENTRY)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ENTRY)
          .because("it is what applications call, and it puts the rest together")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule cluster_always_knowsNothingOfOurs =
      onlyKnows(CLUSTER, CLUSTER).because("a port must be implementable without the rest of us");

  @ArchTest static final ArchRule job_always_knowsOnlyCluster = onlyKnows(JOB, JOB, CLUSTER);

  @ArchTest
  static final ArchRule client_always_knowsOnlyJobAndCluster =
      onlyKnows(CLIENT, CLIENT, JOB, CLUSTER);

  @ArchTest
  static final ArchRule ledger_always_knowsOnlyJobClusterAndWire =
      onlyKnows(LEDGER, LEDGER, JOB, CLUSTER, WIRE);

  @ArchTest
  static final ArchRule engine_always_isDrivenByItsNodeOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(ENTRY, NODE, ENGINE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ENGINE)
          .because("what the engine needs of the world it gets by ports that lie below it")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule journal_always_knowsOnlyJob =
      onlyKnows(JOURNAL, JOURNAL, JOB).because("it writes bytes, and does not know what they mean");

  @ArchTest
  static final ArchRule mvStore_always_isImportedByOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage(JOURNAL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.h2..")
          .because("its traps are handled in one place")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule quartz_always_isImportedByOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage(QUARTZ)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.quartz..")
          .because("its traps are handled in one place")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule jgroups_always_isUnknownToTheCore =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jgroups..")
          .because("the core knows the cluster port only")
          .allowEmptyShould(true);

  private static ArchRule onlyKnows(String subject, String... allowed) {
    return classes()
        .that()
        .resideInAPackage(subject)
        .should()
        .onlyDependOnClassesThat(resideOutsideOfPackage(OURS).or(resideInAnyPackage(allowed)))
        .allowEmptyShould(true);
  }
}
