package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A load that two pods send, to a Service that has no address outside the cluster. */
class WorkersLong {
    private static final String NAMESPACE = "scaleproof-workers-e2e";
    private static final String SERVICE = "scaleproof-workers-target-e2e:latest";
    private static final String WORKER = "scaleproof-workers-e2e:latest";
    private static final int REQUESTS = 15 * 4 + 30 * 20;
    private static final Duration RUN = Duration.ofMinutes(10);

    private static Path folder;

    @BeforeAll
    static void startTheTarget() throws IOException {
        folder = Files.createTempDirectory("scaleproof-workers");
        type("test -e service/target/service.jar || mvn --quiet --batch-mode --file service package -DskipTests");
        type("mvn --quiet --batch-mode -pl loadtest package -DskipTests");
        build(SERVICE, "service");
        build(WORKER, "loadtest");
        Files.writeString(
                folder.resolve("target.yaml"), text("workers-target.yaml").replace("IMAGE", SERVICE));
        Files.writeString(folder.resolve("plan.yaml"), text("workers-plan.yaml"));
        type("kubectl create namespace " + NAMESPACE);
        kubectl("apply --filename '" + folder.resolve("target.yaml") + "'");
        kubectl("rollout status deployment/inside --timeout=5m");
    }

    @AfterAll
    static void leaveNothing() {
        type("kubectl delete namespace " + NAMESPACE + " --ignore-not-found --timeout=5m");
        type("docker image rm --force " + SERVICE + " " + WORKER);
        type("rm -rf '" + folder + "'");
    }

    @Test
    void twoWorkersSendEveryRequestOfThePlanOnceAndLeaveNoJob() throws IOException {
        Command.Result run = command().run(RUN, prove());

        // How well a busy machine does it is not asked here, but whether all of it was done.
        assertThat(run.status()).as(run.output()).isIn(0, 1, 2);
        assertThat(run.output()).contains("workers  2 pods of image " + WORKER + " are started");
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        JsonNode generator = report.get("generator");
        assertThat(generator.get("scheduled").asInt()).as(run.output()).isEqualTo(REQUESTS);
        assertThat(generator
                        .get("workers")
                        .valueStream()
                        .mapToInt(worker -> worker.get("requests").asInt()))
                .as("each worker's share")
                .containsExactly(REQUESTS / 2, REQUESTS / 2);
        assertThat(report.get("seconds")
                        .valueStream()
                        .mapToInt(second -> second.get("scheduled").asInt())
                        .sum())
                .as("requests by second")
                .isEqualTo(REQUESTS);
        assertThat(generator
                        .get("workers")
                        .valueStream()
                        .mapToDouble(
                                worker -> worker.get("clockUncertaintyMillis").asDouble()))
                .as("how well clocks are known, in ms")
                .allMatch(uncertainty -> uncertainty > 0 && uncertainty < 1_000);
        assertNoJobIsLeft();
    }

    @Test
    void aWorkerThatIsDeletedInMidRunMakesItVoidByItsName() throws Exception {
        Path output = folder.resolve("deleted.txt");
        Process run = command().start(prove(), output);
        try {
            await().atMost(RUN).until(() -> Command.read(output).contains(" rest "));
            String second = kubectl("get pods -l batch.kubernetes.io/job-completion-index=1"
                    + " --output jsonpath={.items[0].metadata.name}");
            kubectl("delete pod " + second + " --wait=false");

            assertThat(run.waitFor(RUN.toMinutes(), TimeUnit.MINUTES))
                    .as("ends")
                    .isTrue();
            assertThat(run.exitValue()).as(Command.read(output)).isEqualTo(2);
            assertThat(Command.read(output))
                    .contains("VOID: the load was not the one that was planned; nothing is proven.")
                    .contains("Worker " + second + ": its pod ");
            assertNoJobIsLeft();
        } finally {
            Command.end(run);
        }
    }

    private static void assertNoJobIsLeft() {
        assertThat(kubectl("get jobs --output name")).as("jobs that are left").isEmpty();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> kubectl("get pods -l app.kubernetes.io/name=scaleproof-worker --output name")
                        .isEmpty());
    }

    private static String prove() {
        return "'%s/bin/java' -jar loadtest/target/scaleproof.jar prove --namespace %s --service inside --plain"
                        .formatted(System.getProperty("java.home"), NAMESPACE)
                + " --workers 2 --image %s --plan '%s' --report '%s'"
                        .formatted(WORKER, folder.resolve("plan.yaml"), folder.resolve("report"));
    }

    private static void build(String image, String context) {
        type("DOCKER_BUILDKIT=0 docker build --network=host --quiet --tag " + image + " " + context);
        type("[ -z \"${SCALEPROOF_IMAGE_LOAD:-}\" ] || docker save " + image + " | \"$SCALEPROOF_IMAGE_LOAD\" "
                + image);
    }

    private static String text(String resource) throws IOException {
        try (InputStream text = WorkersLong.class.getResourceAsStream(resource)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String kubectl(String arguments) {
        return type("kubectl --namespace " + NAMESPACE + " " + arguments).strip();
    }

    private static String type(String line) {
        return command().run(Duration.ofMinutes(15), line).ok().output();
    }

    private static Command command() {
        return new Command(WorkingCopy.repository());
    }
}
