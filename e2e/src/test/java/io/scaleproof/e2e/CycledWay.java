package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A load that goes up and down in cycles to a stack by one way, with rollouts between, and the heaps of both ends. */
final class CycledWay implements AutoCloseable {
    private static final Duration A_CYCLE = Duration.ofMinutes(8);
    /** Between two cycles after this one no pod is replaced, so that one lives long enough to see what it keeps. */
    private static final int LAST_ROLLOUT = 6;

    private final Stack stack;
    private final int cycles;
    private final String way;
    private final Path folder;
    private final Heaps heaps = new Heaps();

    /** @param way how to get there, in the load test's options; what it finds by itself if there is none */
    CycledWay(Stack stack, int cycles, String way) throws IOException {
        this.stack = stack;
        this.cycles = cycles;
        this.way = way;
        this.folder = Files.createTempDirectory("scaleproof-cycles");
        Files.writeString(folder.resolve("plan.yaml"), plan());
        Files.writeString(folder.resolve("contract.yaml"), "failedRequestsAtMost: 0\n");
    }

    Stack stack() {
        return stack;
    }

    Heaps heaps() {
        return heaps;
    }

    String output() {
        return Command.read(text());
    }

    private Path text() {
        return folder.resolve("output.txt");
    }

    private String plan() {
        StringBuilder plan = new StringBuilder("""
                name: cycles
                purpose: As many requests all the time, dear ones and cheap ones by turns
                stages:
                - { name: begin, phase: baseline, rate: 100, for: 30s, millis: 1 }
                """);
        for (int i = 1; i <= cycles; i++) {
            plan.append("""
                    - { name: out-%1$d, phase: surge, rate: 100, needs: 2, until: capacity, atMost: 2m, millis: 3 }
                    - { name: hold-%1$d, phase: sustain, rate: 100, needs: 2, for: 50s, millis: 3 }
                    - { name: in-%1$d, phase: quiet, rate: 100, until: minimum, atMost: 3m, millis: 1 }
                    - { name: between-%1$d, phase: quiet, rate: 100, for: 30s, millis: 1 }
                    """.formatted(i));
        }
        return plan.toString();
    }

    /** Sends it all; the run's record. */
    JsonNode send() throws Exception {
        Process run = stack.command()
                .start(
                        ("exec '%s/bin/java' -jar '%s/loadtest/target/scaleproof.jar' prove --plain --namespace %s --plan '%s'"
                                        + " --contract '%s' --report '%s' %s")
                                .formatted(
                                        System.getProperty("java.home"),
                                        WorkingCopy.repository(),
                                        stack.namespace(),
                                        folder.resolve("plan.yaml"),
                                        folder.resolve("contract.yaml"),
                                        folder.resolve("report"),
                                        way),
                        text());
        try {
            for (int i = 1; i <= cycles; i++) {
                between(run, i);
            }
            assertThat(run.waitFor(A_CYCLE.toMinutes(), TimeUnit.MINUTES))
                    .as("ends")
                    .isTrue();
        } finally {
            Command.end(run);
        }
        assertThat(run.exitValue()).as(output()).isZero();
        return StackCopy.parse(Files.readString(folder.resolve("report/report.json")));
    }

    private void between(Process run, int cycle) {
        Command.awaitSaying(" between-" + cycle + " ", run, text(), A_CYCLE);
        heaps.prober(run.pid());
        if (cycle <= LAST_ROLLOUT) {
            stack.kubectl("rollout restart deployment/scaleproof");
            stack.kubectl("rollout status deployment/scaleproof --timeout=2m");
        } else {
            heaps.service(stack);
        }
    }

    @Override
    public void close() {
        stack.close();
        new Command(Path.of("/")).run(Duration.ofMinutes(1), "rm -rf '" + folder + "'");
    }
}
