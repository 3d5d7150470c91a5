package io.scaleproof.loadtest;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom. The rooms are told in CONTRIBUTING.md. */
class LayersTest {
    private static final String ROOT = "io.scaleproof.loadtest.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.scaleproof.loadtest");

    @Test
    void noTwoRoomsKnowEachOther() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void whatJudgesExplainsAndPredictsKnowsNeitherClusterNorNetworkNorFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "need..",
                        ROOT + "hpa..",
                        ROOT + "elasticity..",
                        ROOT + "policy..",
                        ROOT + "reaction..",
                        ROOT + "simulate..",
                        ROOT + "tune..",
                        ROOT + "record..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.fabric8..", "java.net..", "java.net.http..", ROOT + "watch..", ROOT + "target.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "need..",
                        ROOT + "hpa..",
                        ROOT + "elasticity..",
                        ROOT + "policy..",
                        ROOT + "simulate..",
                        ROOT + "tune..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.file.."))
                .check(CLASSES);
    }

    @Test
    void theClusterIsKnownToFewRooms() {
        noClasses()
                .that(not(resideInAnyPackage(
                                ROOT + "target..",
                                ROOT + "watch..",
                                ROOT + "preflight..",
                                ROOT + "doctor..",
                                ROOT + "session..",
                                ROOT + "workers.."))
                        .and(not(resideInAnyPackage("io.scaleproof.loadtest"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.fabric8.."))
                .check(CLASSES);
    }

    @Test
    void everythingStandsOnTheRecord() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("command")
                .definedBy("io.scaleproof.loadtest", ROOT + "options..")
                .layer("session")
                .definedBy(
                        ROOT + "session..",
                        ROOT + "preflight..",
                        ROOT + "doctor..",
                        ROOT + "workers..",
                        ROOT + "export..")
                .layer("shown")
                .definedBy(ROOT + "terminal..", ROOT + "report..")
                .layer("watched")
                .definedBy(ROOT + "watch..", ROOT + "target..")
                .layer("judged")
                .definedBy(
                        ROOT + "contract..",
                        ROOT + "simulate..",
                        ROOT + "reaction..",
                        ROOT + "ledger..",
                        ROOT + "tune..")
                .layer("chosen")
                .definedBy(ROOT + "policy..")
                .layer("traffic")
                .definedBy(ROOT + "trace..")
                .layer("planned")
                .definedBy(ROOT + "plan..")
                .layer("sent")
                .definedBy(ROOT + "load..")
                .layer("computed")
                .definedBy(ROOT + "need..", ROOT + "hpa..", ROOT + "elasticity..")
                .layer("record")
                .definedBy(ROOT + "record..")
                .whereLayer("command")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("command")
                .whereLayer("shown")
                .mayOnlyBeAccessedByLayers("command", "session")
                .whereLayer("watched")
                .mayOnlyBeAccessedByLayers("command", "session", "shown")
                .whereLayer("judged")
                .mayOnlyBeAccessedByLayers("command", "session", "shown")
                .whereLayer("chosen")
                .mayOnlyBeAccessedByLayers("command", "shown", "judged")
                .whereLayer("traffic")
                .mayOnlyBeAccessedByLayers("command", "shown", "judged", "chosen", "planned")
                .whereLayer("planned")
                .mayOnlyBeAccessedByLayers("command", "session", "shown", "judged")
                .whereLayer("sent")
                .mayOnlyBeAccessedByLayers("command", "session", "watched", "judged")
                .whereLayer("computed")
                .mayOnlyBeAccessedByLayers("command", "session", "shown", "judged", "chosen", "planned", "watched")
                .check(CLASSES);
    }

    @Test
    void oneClassOpensTraces() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "trace..")
                .and()
                .doNotHaveSimpleName("TraceSource")
                .and()
                .doNotHaveSimpleName("Addresses")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file.."))
                .check(CLASSES);
    }
}
