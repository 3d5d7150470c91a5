package io.scaleproof.loadtest.workers;

import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.FireTimes;
import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.load.LoadGenerator;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.RequestForm;
import io.scaleproof.loadtest.load.Shot;
import io.scaleproof.loadtest.load.ShotSink;
import io.scaleproof.loadtest.load.Tally;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.LatencySummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends the same load from one process and from two workers, in turns, and prints a line each: who sent, requests, p50, p90, p99,
 * p99.9 and the worst in milliseconds. What the one process saw is also told to two logs, every second request to each, and added up
 * as two workers' are: {@code merged}.
 *
 * <p>Arguments: URL, requests per second, seconds, rounds, version of this program, and the command that runs a worker.
 */
final class PercentilesBench {
    private static final Duration TIMEOUT = WorkerProcesses.TIMEOUT;
    private static final Duration NEVER_SETTLED = Duration.ofDays(1);
    private static final int PER_CONNECTION = 2;

    private PercentilesBench() {}

    public static void main(String[] args) throws IOException, CouldNotRun, InterruptedException {
        URI url = URI.create(args[0]);
        double rate = Double.parseDouble(args[1]);
        Duration length = Duration.ofSeconds(Long.parseLong(args[2]));
        List<String> command = Arrays.asList(args).subList(5, args.length);
        for (int round = 0; round < Integer.parseInt(args[3]); round++) {
            oneProcess(url, rate, length);
            twoWorkers(url, rate, length, args[4], command);
        }
    }

    private static void oneProcess(URI url, double rate, Duration length) throws IOException, InterruptedException {
        Split split = new Split();
        try (HttpExchange exchange = new HttpExchange(Endpoint.of(url), RequestForm.GET, PER_CONNECTION, TIMEOUT)) {
            HttpExchange.Request request = exchange.request(url.getPath());
            try (LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), split)) {
                generator.queue("bench", () -> request, FireTimes.constant(rate), Duration.ZERO, length);
                Thread.sleep(length.plusSeconds(2));
            }
        }
        print("one", split.whole.total());
        LoadLog merged = new LoadLog(TIMEOUT);
        for (LoadLog half : split.halves) {
            merged.add(overTheWire(half.take()));
        }
        print("merged", merged.total());
    }

    private static void twoWorkers(URI url, double rate, Duration length, String version, List<String> command)
            throws IOException, CouldNotRun, InterruptedException {
        LoadLog log = new LoadLog(TIMEOUT);
        try (WorkerProcesses workers = new WorkerProcesses(2, url, PER_CONNECTION, version, command)) {
            try (Load load = workers.begin(log)) {
                load.queue("bench", 1, rate, rate, Duration.ZERO, length);
                Thread.sleep(workers.lead().plus(length).plusSeconds(2));
            }
            workers.requireWhole();
        }
        print("two", log.total());
    }

    private static Tally overTheWire(Tally tally) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        Wire.write(new Answer.Seen(tally, 0, 0, 0, Optional.empty()), Answer.class, line);
        return ((Answer.Seen) Wire.answer(line.toString(StandardCharsets.UTF_8))).tally();
    }

    private static void print(String who, LatencySummary latency) {
        System.out.printf(
                "%s %d %.3f %.3f %.3f %.3f %.3f%n",
                who,
                latency.count(),
                latency.p50Millis(),
                latency.p90Millis(),
                latency.p99Millis(),
                latency.p999Millis(),
                latency.maxMillis());
    }

    /** Tells one log everything, and each of two others every second request. */
    private static final class Split implements ShotSink {
        private final LoadLog whole = new LoadLog(TIMEOUT);
        private final List<LoadLog> halves = List.of(new LoadLog(NEVER_SETTLED), new LoadLog(NEVER_SETTLED));
        private final AtomicInteger done = new AtomicInteger();

        @Override
        public void begun(String stage, long startNanos) {
            whole.begun(stage, startNanos);
        }

        @Override
        public void due(String stage, long dueNanos) {
            whole.due(stage, dueNanos);
        }

        @Override
        public void done(Shot shot) {
            whole.done(shot);
            halves.get(done.getAndIncrement() % 2).done(shot);
        }
    }
}
