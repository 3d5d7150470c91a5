package io.scaleproof.loadtest.workers;

import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.RequestForm;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.session.Requests;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Workers as processes of a command, led over their standard input and output as the pods of a Job are; in the workers' own
 * package, since nobody else leads a fleet.
 */
final class WorkerProcesses implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final List<Process> processes = new ArrayList<>();
    private final Fleet fleet;

    /**
     * Starts them, and waits until each can reach the server.
     *
     * @param version of this program
     * @param command that runs one worker
     */
    WorkerProcesses(int number, URI url, int requestsPerConnection, String version, List<String> command)
            throws IOException, CouldNotRun, InterruptedException {
        List<WorkerLink> links = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            processes.add(process);
            links.add(new WorkerLink("worker-" + i, process.getOutputStream(), process.getInputStream(), seen -> seen));
        }
        fleet = new Fleet(links, TIMEOUT, () -> false, () -> {});
        fleet.prepare(
                new LoadSpec(
                        url,
                        new Requests(url.getPath(), 1, RequestForm.GET, TIMEOUT),
                        requestsPerConnection,
                        false,
                        new LoadSpec.Trust(Optional.empty(), Optional.empty(), Optional.empty(), false)),
                version);
    }

    /** Begins a load whose zero is {@link Fleet#lead} ahead. */
    Load begin(LoadLog log) throws InterruptedException {
        return fleet.begin(System.nanoTime() + fleet.lead().toNanos(), log);
    }

    Duration lead() {
        return fleet.lead();
    }

    Optional<CouldNotRun> broken() {
        return fleet.broken();
    }

    /** @throws CouldNotRun when a worker did not send its part */
    void requireWhole() throws CouldNotRun {
        Optional<CouldNotRun> broken = broken();
        if (broken.isPresent()) {
            throw broken.get();
        }
    }

    /** A worker ends with its input. */
    @Override
    public void close() {
        fleet.close();
        for (Process process : processes) {
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
