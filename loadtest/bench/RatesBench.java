package io.scaleproof.loadtest.workers;

import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.SecondSample;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Raises the rate of some workers step by step, until they no longer send on time, and prints their number, the last rate per
 * second that they sent on time, and the processors that they took meanwhile. On time is a step in whose median second no request left more than two periods of the kernel's CPU limit late: a
 * worker that has used its 100 ms' worth stands still until the next.
 *
 * <p>Arguments: URL, number of workers, requests per connection (0 for any number), first rate of a worker, version of this program,
 * and the command that runs a worker.
 */
final class RatesBench {
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final Duration STEP = Duration.ofSeconds(4);
    private static final double FACTOR = 1.15;
    private static final int STEPS_AT_MOST = 20;
    private static final double LATE_MILLIS = 200;

    private RatesBench() {}

    public static void main(String[] args) throws IOException, CouldNotRun, InterruptedException {
        int number = Integer.parseInt(args[1]);
        int perConnection = Integer.parseInt(args[2]);
        try (WorkerProcesses workers = new WorkerProcesses(
                number,
                URI.create(args[0]),
                perConnection == 0 ? Integer.MAX_VALUE : perConnection,
                args[4],
                Arrays.asList(args).subList(5, args.length))) {
            Sent sent = highest(workers, number * Double.parseDouble(args[3]));
            System.out.printf("%d %.0f %.2f%n", number, sent.rate, sent.processors);
        }
    }

    private record Sent(double rate, double processors) {}

    private static Sent highest(WorkerProcesses workers, double first) throws CouldNotRun, InterruptedException {
        LoadLog log = new LoadLog(WorkerProcesses.TIMEOUT);
        Sent onTime = new Sent(0, 0);
        try (Load load = workers.begin(log)) {
            load.queue("warm-up", 1, first / 2, first / 2, Duration.ZERO, WARM_UP);
            Duration start = WARM_UP;
            Thread.sleep(workers.lead().plus(WARM_UP).minus(load.notice().multipliedBy(2)));
            double rate = first;
            double took = 0;
            for (int step = 0; step < STEPS_AT_MOST; step++) {
                load.queue("step", 1, rate, rate, start, STEP);
                Thread.sleep(STEP);
                // Each is judged while the next one runs: there is no gap. A worker that has so much to do that it hears of a step
                // too late says so, which is the end, too.
                if (step > 0 && (workers.broken().isPresent() || lateMillis(log, start.minus(STEP)) > LATE_MILLIS)) {
                    break;
                }
                onTime = step > 0 ? new Sent(rate / FACTOR, took) : onTime;
                took = load.processors();
                rate *= FACTOR;
                start = start.plus(STEP);
            }
        }
        if (onTime.rate == 0) {
            workers.requireWhole();
        }
        return onTime;
    }

    /** How late the latest request of a step's median second left. */
    private static double lateMillis(LoadLog log, Duration start) {
        double[] late = log.seconds().stream()
                .filter(second -> second.at().compareTo(start) >= 0
                        && second.at().compareTo(start.plus(STEP)) < 0)
                .mapToDouble(SecondSample::lateMillis)
                .sorted()
                .toArray();
        return late.length < STEP.toSeconds() ? Double.POSITIVE_INFINITY : late[late.length / 2];
    }
}
