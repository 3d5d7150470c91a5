import io.scaleproof.service.container.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The service as it is beside the service as it was: start, overload and drain, each in a container of half a CPU and 256 MiB,
 * in turns, in one sitting. The load is that of the container tests.
 */
final class Beside {
    private static final int ROUNDS = 7;
    private static final double HALF_A_CPU = 0.5;
    private static final String LOAD = "/load?millis=25";
    /** Requests a second that half a CPU serves. */
    private static final int CAPACITY = 20;

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration OVERLOAD = Duration.ofSeconds(20);
    /** Of probes and refusals, at five times the load. */
    private static final double MOST_MILLIS = 250;

    /** After SIGTERM a cluster still sends requests until it has withdrawn the pod's endpoint; the service drains for 5 s. */
    private static final Duration WITHDRAWN_AFTER = Duration.ofSeconds(2);

    private static final Box.Program BEFORE = new Box.Program("before", "scaleproof-bench-earlier", List.of());
    private static final Box.Program NOW = new Box.Program("now", "scaleproof-bench-service", List.of());

    private enum Kind {
        START("start -> first 200, ms"),
        START_CPU("CPU of that, ms (the container's own taken off)"),
        PROBES("p99 of probes at 5 x its load, ms"),
        REFUSALS("p99 of refusals at 5 x its load, ms"),
        ACCEPTED("accepted requests/s at 5 x its load"),
        FAILED_IN_OVERLOAD("neither accepted nor refused, and probes not served"),
        EXIT("SIGTERM under load -> exit, ms"),
        FAILED_IN_DRAIN("requests that failed around SIGTERM"),
        EXIT_CODE("exit code");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final Engine engine = Engine.ofThisMachine();
    private final Comparison<Kind> figures = new Comparison<>(Kind.class, List.of(BEFORE, NOW));

    public static void main(String[] args) {
        var beside = new Beside();
        new Starts(beside.engine, ROUNDS).measure(beside.figures, Kind.START, Kind.START_CPU);
        System.out.printf(
                "%d overloads each, in turns: %d requests/s of 25 ms for %d s%n",
                ROUNDS, 5 * CAPACITY, OVERLOAD.toSeconds());
        beside.inTurns(beside::overload);
        System.out.printf("%d stops under load each, in turns%n", ROUNDS);
        beside.inTurns(beside::drain);
        beside.print();
        beside.figures.exitUnlessAsRequired();
    }

    private interface Measurement {
        void of(Box.Program program, Box box);
    }

    private void inTurns(Measurement measurement) {
        for (int round = 0; round < ROUNDS; round++) {
            for (Box.Program program : figures.programs()) {
                try (var box = Box.create(engine, program, HALF_A_CPU)) {
                    box.start();
                    measurement.of(program, box);
                }
            }
        }
    }

    /** As in operation: an overload comes on top of a load, not to a JVM that has never been asked. */
    private void overload(Box.Program program, Box box) {
        Load.open(box.port(), LOAD, CAPACITY / 2, WARM_UP);
        var readiness = overload(box, "/health/readiness", 10);
        var liveness = overload(box, "/health/liveness", 10);
        List<Load.Result> requests = overload(box, LOAD, 5 * CAPACITY).join();
        List<Load.Result> probes = new ArrayList<>(readiness.join());
        probes.addAll(liveness.join());

        List<Load.Result> accepted = with(200, requests);
        List<Load.Result> refused = with(503, requests);
        if (refused.size() < requests.size() / 2) {
            throw new IllegalStateException("no overload: %d of %d requests were refused by %s"
                    .formatted(refused.size(), requests.size(), program.name()));
        }
        figures.add(program, Kind.PROBES, Load.percentile99(probes).toNanos() / 1e6);
        figures.add(program, Kind.REFUSALS, Load.percentile99(refused).toNanos() / 1e6);
        figures.add(program, Kind.ACCEPTED, accepted.size() / (double) OVERLOAD.toSeconds());
        figures.add(
                program,
                Kind.FAILED_IN_OVERLOAD,
                requests.size() - accepted.size() - refused.size() + failed(probes));
    }

    private static CompletableFuture<List<Load.Result>> overload(Box box, String target, int perSecond) {
        return CompletableFuture.supplyAsync(
                () -> Load.open(box.port(), target, perSecond, OVERLOAD), Thread::startVirtualThread);
    }

    private void drain(Box.Program program, Box box) {
        var withdrawn = new AtomicBoolean();
        var load = CompletableFuture.supplyAsync(
                () -> Load.untilTold(box.port(), LOAD, CAPACITY / 2, 4, withdrawn), Thread::startVirtualThread);
        Box.pause(WARM_UP);
        Instant told = Instant.now();
        box.terminate();
        Box.pause(WITHDRAWN_AFTER);
        withdrawn.set(true);
        figures.add(program, Kind.FAILED_IN_DRAIN, failed(load.join()));
        Box.End end = box.awaitEnd();
        figures.add(program, Kind.EXIT, Duration.between(told, end.time()).toNanos() / 1e6);
        figures.add(program, Kind.EXIT_CODE, end.code());
    }

    private static List<Load.Result> with(int status, List<Load.Result> results) {
        return results.stream().filter(result -> result.status() == status).toList();
    }

    private static int failed(List<Load.Result> results) {
        return results.size() - with(200, results).size();
    }

    private void print() {
        figures.printMedians("Half a CPU, 256 MiB");
        figures.ratio("start, now / before", NOW, BEFORE, Kind.START, Required.NOTHING);
        figures.ratio("CPU of the start, now / before", NOW, BEFORE, Kind.START_CPU, Required.NOTHING);
        figures.ratio("p99 of probes, now / before", NOW, BEFORE, Kind.PROBES, Required.NOTHING);
        figures.ratio("p99 of refusals, now / before", NOW, BEFORE, Kind.REFUSALS, Required.NOTHING);
        figures.ratio("accepted requests/s, now / before", NOW, BEFORE, Kind.ACCEPTED, Required.atLeast(0.95));
        figures.ratio("SIGTERM -> exit, now / before", NOW, BEFORE, Kind.EXIT, Required.atMost(1.1));
        for (Box.Program program : figures.programs()) {
            Required ofNow = program == NOW ? Required.atMost(1) : Required.NOTHING;
            Required none = program == NOW ? Required.atMost(0) : Required.NOTHING;
            String name = program.name();
            figures.row("p99 of probes / 250 ms, " + name, figures.median(program, Kind.PROBES) / MOST_MILLIS, ofNow);
            figures.row("p99 of refusals / 250 ms, " + name, figures.median(program, Kind.REFUSALS) / MOST_MILLIS, ofNow);
            figures.row("the same of probes in the worst round, " + name, worst(program, Kind.PROBES) / MOST_MILLIS, Required.NOTHING);
            figures.row("the same of refusals in the worst round, " + name, worst(program, Kind.REFUSALS) / MOST_MILLIS, Required.NOTHING);
            figures.row("failed in all overloads, " + name, total(program, Kind.FAILED_IN_OVERLOAD), none);
            figures.row("failed in all drains, " + name, total(program, Kind.FAILED_IN_DRAIN), none);
            figures.row("greatest exit code, " + name, worst(program, Kind.EXIT_CODE), none);
        }
    }

    private double worst(Box.Program program, Kind kind) {
        return figures.values(program, kind).stream().mapToDouble(value -> value).max().orElseThrow();
    }

    private double total(Box.Program program, Kind kind) {
        return figures.values(program, kind).stream().mapToDouble(value -> value).sum();
    }
}
