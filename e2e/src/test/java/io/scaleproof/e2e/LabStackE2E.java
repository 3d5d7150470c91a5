package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The load test on somebody else's stack, with no flag but namespace, service and path: the lab that this project replaces,
 * Flask's development server under an HPA without {@code behavior}. What its load costs nobody has told; what is wrong with
 * it is said with its true cause, and what is right with it is left alone.
 */
@Tag("matrix")
class LabStackE2E {
    private static final String NAMESPACE = "scaleproof-lab";
    private static final String FOLDER = "e2e/src/test/resources/io/scaleproof/e2e/seed";
    private static final String IMAGE = "scaleproof-seed:e2e";
    private static final Duration BUILD = Duration.ofMinutes(10);
    private static final Duration RUN = Duration.ofMinutes(20);

    private static WorkingCopy copy;
    private static Path report;

    @BeforeAll
    static void deploy() throws IOException {
        copy = WorkingCopy.make();
        report = Files.createTempDirectory("scaleproof-lab-report");
        type("docker build --quiet --tag %s %s".formatted(IMAGE, FOLDER));
        if (!"minikube".equals(System.getenv("SCALEPROOF_CLUSTER"))) {
            type("docker save %1$s | cluster/load-image %1$s".formatted(IMAGE));
        }
        type("kubectl create namespace " + NAMESPACE);
        type("kubectl apply --namespace %s --filename %s/stack.yaml".formatted(NAMESPACE, FOLDER));
    }

    @AfterAll
    static void leaveNothing() {
        type("kubectl delete namespace --wait=false " + NAMESPACE);
        type("docker image rm --force " + IMAGE);
        copy.remove();
    }

    @Test
    void itsCapacityIsJudgedByWhatItsLoadCostsAndItsFaultsAreNamed() throws IOException {
        Command.Result run = new Command(copy.folder())
                .run(
                        RUN,
                        ("mvn --quiet --batch-mode -pl loadtest compile exec:java -Dexec.args='--namespace %s --service"
                                        + " flask-service --path /load --report %s'")
                                .formatted(NAMESPACE, report));

        run.ended(1);
        List<JsonNode> verdicts = verdicts();
        assertThat(verdicts)
                .as(run.output())
                .filteredOn(verdict -> verdict.get("verdict").asText().equals("failed"))
                .extracting(verdict -> verdict.get("clause").asText())
                // It has no readiness probe: whether a new pod is sent a request before it listens, and whether the HPA
                // takes the CPU of its start for load, is a matter of chance.
                .contains("backToMinimumWithin")
                .isSubsetOf("backToMinimumWithin", "failedRequestsAtMost", "failedRateAtMost", "overshootAtMost");
        JsonNode overshoot = verdict(verdicts, "overshootAtMost");
        if (overshoot.get("verdict").asText().equals("failed")) {
            assertThat(overshoot.get("reason").asText())
                    .as(run.output())
                    .containsAnyOf("a start that burns CPU reads as load", "part of the load counted twice");
        }
        assertThat(verdict(verdicts, "capacityWithin").get("verdict").asText())
                .as(run.output())
                .isEqualTo("passed");
        JsonNode back = verdict(verdicts, "backToMinimumWithin");
        assertThat(back.get("reason").asText()).contains("the scale-down window is 300 s");
        assertThat(back.get("remedy").asText())
                .startsWith("kubectl patch hpa flask-hpa -n " + NAMESPACE)
                .doesNotContain("pulumi");
        assertThat(run.output()).contains("measured by the metrics API");
    }

    private static List<JsonNode> verdicts() throws IOException {
        JsonNode run = StackCopy.parse(Files.readString(report.resolve("report.json")));
        return run.get("verdicts").valueStream().toList();
    }

    private static JsonNode verdict(List<JsonNode> verdicts, String clause) {
        return verdicts.stream()
                .filter(verdict -> verdict.get("clause").asText().equals(clause))
                .findFirst()
                .orElseThrow();
    }

    private static void type(String line) {
        new Command(copy.folder()).run(BUILD, line).ok();
    }
}
