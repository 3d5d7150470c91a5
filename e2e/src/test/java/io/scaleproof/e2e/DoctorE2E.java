package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A part of the main job's story, told where its stack stands and is at rest: what would go wrong with it. */
interface DoctorE2E {
    Duration DOCTOR_WITHIN = Duration.ofMinutes(1);

    /** The shell in the stack's working copy. */
    Command shell();

    /** Where the stack stands. */
    String namespace();

    @Test
    @Order(8)
    default void theDoctorFindsNothingWrongWithTheStack() {
        List<JsonNode> findings = diagnose(0);

        assertThat(findings).extracting(finding -> text(finding, "check")).contains("rights", "measurements", "nodes");
        assertThat(findings)
                .filteredOn(finding -> !text(finding, "level").equals("ok"))
                // A small machine has no room for ten pods, and minikube's add-on measures once a minute.
                .allSatisfy(finding -> assertThat(text(finding, "check")).isIn("nodes", "measurements"))
                .allSatisfy(finding -> assertThat(text(finding, "level")).isIn("note", "warning"));
    }

    @Test
    @Order(9)
    default void itNamesWhatWouldStopTheWayUp() {
        kubectl("create quota doctor --hard=pods=3");
        kubectl("wait quota/doctor --for=jsonpath={.status.used.pods}=1 --timeout=30s");
        try {
            assertThat(diagnose(1))
                    .filteredOn(finding -> text(finding, "level").equals("WRONG"))
                    .singleElement()
                    .satisfies(finding -> assertThat(text(finding, "seen"))
                            .isEqualTo("doctor has room for 3 of 10 pods (pods: 1 of 3 used, 1 a pod)"))
                    .satisfies(finding -> assertThat(text(finding, "try"))
                            .startsWith("kubectl describe quota doctor -n " + namespace()));
        } finally {
            kubectl("delete quota doctor");
        }
    }

    private List<JsonNode> diagnose(int exitCode) {
        Command.Result result = shell().run(
                        DOCTOR_WITHIN,
                        "mvn --quiet --batch-mode -pl loadtest exec:java -Dexec.args='doctor --namespace %s --output json' 2>/dev/null"
                                .formatted(namespace()))
                .ended(exitCode);
        JsonNode document = StackCopy.parse(result.output());
        return document.get("findings").valueStream().toList();
    }

    private void kubectl(String arguments) {
        shell().run(DOCTOR_WITHIN, "kubectl --namespace %s %s".formatted(namespace(), arguments))
                .ok();
    }

    private static String text(JsonNode finding, String field) {
        return finding.get(field).asText();
    }
}
