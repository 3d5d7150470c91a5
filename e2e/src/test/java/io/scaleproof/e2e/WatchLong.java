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
import org.junit.jupiter.api.Test;

/** The load is somebody else's tool, vegeta: the verb {@code watch} follows it and judges, by the jar alone. Needs Go. */
class WatchLong {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static Stack stack;
    private static Path tools;

    @BeforeAll
    static void aStackAndALoadTool() throws IOException {
        stack = Stack.configured("minikube", "scaleproof-watch", "nodePort 30186");
        stack.up().ok();
        tools = Files.createTempDirectory("scaleproof-watch");
        new Command(stack.copy().folder().resolve("loadtest/bench"))
                .run(
                        LIMIT,
                        "GOFLAGS=-mod=readonly go build -o '%s/vegeta' github.com/tsenart/vegeta/v12".formatted(tools))
                .ok();
        stack.command()
                .run(LIMIT, "mvn --quiet --batch-mode -pl loadtest package -DskipTests")
                .ok();
    }

    @AfterAll
    static void leaveNothing() {
        stack.close();
        new Command(Path.of("/")).run(LIMIT, "rm -rf '" + tools + "'").ok();
    }

    @Test
    void aSurgeThatVegetaSendsIsExplainedAndJudgedAndItsLatenciesAreInTheReport() throws Exception {
        Files.writeString(tools.resolve("load.sh"), """
                sleep 20
                echo "GET $1load?millis=25" | %1$s/vegeta attack -rate 11 -duration 90s -timeout 20s >%1$s/results
                %1$s/vegeta report %1$s/results
                """.formatted(tools));

        // A machine that is busy with something else needs more time for everything.
        Command.Result run =
                watch("--require capacityWithin=3m --require firstScaleUpWithin=2m --require overshootAtMost=4"
                        + " --require backToMinimumWithin=4m --settle 4m -- bash " + tools.resolve("load.sh") + " "
                        + url());

        JsonNode report = report();
        assertThat(failed(report)).as(run.output()).isEmpty();
        assertThat(run.output()).contains("HPA 1 -> ", "Latencies ", "nothing is sent");
        assertThat(report.at("/foreignLoad/exitCode").asInt(-1)).isZero();
        assertThat(report.at("/foreignLoad/said").toString()).contains("Latencies ");
        assertThat(report.at("/seconds")).isEmpty();
    }

    @Test
    void aToolThatIsNotContentFailsTheRunAndAQuietOneProvesNothing() throws Exception {
        watch("--for 20s").ended(2);
        assertThat(report().at("/outcome").asText()).isEqualTo("UNKNOWN");

        assertThat(watch("-- sh -c 'sleep 5; exit 99'").ended(1).output()).contains("actual 99");
    }

    private static Command.Result watch(String arguments) {
        return stack.command()
                .run(
                        LIMIT,
                        "java -jar loadtest/target/scaleproof.jar watch --namespace %s --report %s/report %s"
                                .formatted(stack.namespace(), tools, arguments));
    }

    private static String url() {
        return stack.type("pulumi stack output url --stack minikube")
                .ok()
                .output()
                .strip();
    }

    private static JsonNode report() {
        return StackCopy.parse(Command.read(tools.resolve("report/report.json")));
    }

    private static List<String> failed(JsonNode report) {
        return report.get("verdicts")
                .valueStream()
                .filter(verdict -> verdict.get("verdict").asText().equals("failed"))
                .map(JsonNode::toString)
                .toList();
    }
}
