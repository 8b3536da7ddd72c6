package io.clockwork.jgroups;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Both ways: JGroups stays in here, and everything but the port stays out. */
@AnalyzeClasses(packages = "io.clockwork", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String HERE = "io.clockwork.jgroups..";

  @ArchTest
  static final ArchRule jgroups_always_isImportedByOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage(HERE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jgroups..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule adapter_always_knowsOnlyTheClusterPort =
      noClasses()
          .that()
          .resideInAPackage(HERE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.clockwork",
              "io.clockwork.job..",
              "io.clockwork.client..",
              "io.clockwork.internal..")
          .allowEmptyShould(true);
}
