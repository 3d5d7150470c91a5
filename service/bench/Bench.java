import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The service beside Flask, beside itself without AOT cache, and on a JVM that nobody tuned; each in a container of half a
 * CPU and 256 MiB, in turns, in one sitting.
 */
final class Bench {
    private static final int STARTS = 7;
    private static final int ROUNDS = 3;
    private static final double HALF_A_CPU = 0.5;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int BURNS = 1_000;
    private static final int BURN_MILLIS = 25;
    private static final String LOAD = "/load?millis=" + BURN_MILLIS;

    private static final String SERVICE = "scaleproof-bench-service";
    private static final String FLASK = "scaleproof-bench-flask";
    private static final Box.Program OURS = new Box.Program("ours", SERVICE, List.of());
    private static final Box.Program PEER = new Box.Program("Flask", FLASK, List.of());
    /** As Flask is deployed; the image's own command is its development server. */
    private static final Box.Program DEPLOYED = new Box.Program(
            "gunicorn",
            FLASK,
            List.of("gunicorn", "--bind=0.0.0.0:8080", "--workers=2", "--worker-tmp-dir=/dev/shm", "--chdir=/", "app:app"));
    private static final Box.Program WITHOUT_CACHE = new Box.Program(
            "no AOT cache",
            SERVICE,
            List.of("/opt/java/bin/java", "@/opt/jvm.options", "-XX:AOTMode=off", "-jar", "/opt/service.jar"));
    private static final Box.Program UNTUNED =
            new Box.Program("untuned JVM", SERVICE, List.of("/opt/java/bin/java", "-jar", "/opt/service.jar"));
    private static final List<Box.Program> ALL = List.of(OURS, PEER, DEPLOYED, WITHOUT_CACHE, UNTUNED);

    private enum Kind {
        START("start -> first 200, ms"),
        START_CPU("CPU of that, ms (the container's own taken off)"),
        GREETINGS("requests/s on /, 8 connections, warm"),
        LOADS("requests/s on /load?millis=25, 8 connections"),
        MEMORY("memory after that load, MiB"),
        IMAGE("image, MB");

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
    private final Comparison<Kind> figures = new Comparison<>(Kind.class, ALL);

    public static void main(String[] args) {
        var bench = new Bench();
        new Starts(bench.engine, STARTS).measure(bench.figures, Kind.START, Kind.START_CPU);
        bench.load();
        bench.images();
        bench.print(bench.burned(HALF_A_CPU), bench.burned(2));
        bench.figures.exitUnlessAsRequired();
    }

    private void load() {
        System.out.printf(
                "Load: %d s of warm-up each, then %d rounds of %d s in turns%n",
                WARM_UP.toSeconds(), ROUNDS, ROUND.toSeconds());
        Map<Box.Program, Box> boxes = new LinkedHashMap<>();
        try {
            for (Box.Program program : ALL) {
                Box box = Box.create(engine, program, HALF_A_CPU);
                boxes.put(program, box);
                box.start();
                new Clients(8, box.port(), "/").throughput(WARM_UP);
            }
            for (int round = 0; round < ROUNDS; round++) {
                boxes.forEach((program, box) -> figures.add(
                        program, Kind.GREETINGS, new Clients(8, box.port(), "/").throughput(ROUND)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                boxes.forEach((program, box) -> figures.add(
                        program, Kind.LOADS, new Clients(8, box.port(), LOAD).throughput(ROUND)));
            }
            boxes.forEach((program, box) -> figures.add(program, Kind.MEMORY, box.mebibytes()));
        } finally {
            boxes.values().forEach(Box::close);
        }
    }

    private void images() {
        for (Box.Program program : ALL) {
            figures.add(
                    program,
                    Kind.IMAGE,
                    Long.parseLong(Engine.field(engine.get("/images/" + program.image() + "/json"), "Size")) / 1e6);
        }
    }

    /**
     * CPU milliseconds that a request for 25 costs the container, serving it included and what it uses at rest taken off.
     *
     * @param cold for the first thousand after the start, while the JVM interprets and compiles
     * @param warm for the thousand after those
     */
    private record Burned(double cold, double warm) {}

    private Burned burned(double cpus) {
        System.out.printf("Twice %d requests of %d ms of CPU on %s CPUs%n", BURNS, BURN_MILLIS, cpus);
        try (var box = Box.create(engine, OURS, cpus)) {
            box.start();
            var rest = Duration.ofSeconds(5);
            double restPerNano = cost(box, () -> Box.pause(rest)) / rest.toNanos();
            return new Burned(burned(box, restPerNano), burned(box, restPerNano));
        }
    }

    private static double burned(Box box, double restPerNano) {
        long start = System.nanoTime();
        double used = cost(box, () -> new Clients(4, box.port(), LOAD).ask(BURNS));
        return (used - restPerNano * (System.nanoTime() - start)) / BURNS / 1e6;
    }

    private static double cost(Box box, Runnable work) {
        Duration before = box.cpu();
        work.run();
        return box.cpu().minus(before).toNanos();
    }

    private void print(Burned onHalf, Burned onTwo) {
        figures.printMedians("Half a CPU, 256 MiB");
        System.out.println("(Flask is its development server; gunicorn, with two workers, is how it is deployed.)");
        figures.ratio("start, ours / Flask", OURS, PEER, Kind.START, Required.atMost(2));
        figures.ratio("CPU of the start, ours / Flask", OURS, PEER, Kind.START_CPU, Required.atMost(2.5));
        figures.ratio("start, ours / gunicorn", OURS, DEPLOYED, Kind.START, Required.atMost(2));
        figures.ratio("CPU of the start, ours / gunicorn", OURS, DEPLOYED, Kind.START_CPU, Required.NOTHING);
        figures.row("CPU of the start / 0.40 s", figures.median(OURS, Kind.START_CPU) / 400, Required.atMost(1));
        figures.ratio("start, no AOT cache / ours", WITHOUT_CACHE, OURS, Kind.START, Required.NOTHING);
        figures.ratio("CPU of the start, no AOT cache / ours", WITHOUT_CACHE, OURS, Kind.START_CPU, Required.NOTHING);
        figures.ratio("start, untuned JVM / ours", UNTUNED, OURS, Kind.START, Required.NOTHING);
        figures.ratio("requests/s on /, ours / Flask", OURS, PEER, Kind.GREETINGS, Required.atLeast(10));
        figures.ratio("requests/s on /, ours / gunicorn", OURS, DEPLOYED, Kind.GREETINGS, Required.NOTHING);
        figures.ratio("requests/s on /, ours / untuned JVM", OURS, UNTUNED, Kind.GREETINGS, Required.NOTHING);
        figures.ratio("requests/s on /load, ours / untuned JVM", OURS, UNTUNED, Kind.LOADS, Required.atLeast(0.95));
        figures.row("CPU of a request for 25 ms / 25, half a CPU, first thousand", onHalf.cold() / BURN_MILLIS, Required.NOTHING);
        figures.row("CPU of a request for 25 ms / 25, half a CPU, next thousand", onHalf.warm() / BURN_MILLIS, Required.NOTHING);
        figures.row("CPU of a request for 25 ms / 25, 2 CPUs, first thousand", onTwo.cold() / BURN_MILLIS, Required.NOTHING);
        figures.row("CPU of a request for 25 ms / 25, 2 CPUs, next thousand", onTwo.warm() / BURN_MILLIS, Required.NOTHING);
        figures.row("memory after load / 96 MiB", figures.median(OURS, Kind.MEMORY) / 96, Required.atMost(1));
        figures.row("image / 120 MB", figures.median(OURS, Kind.IMAGE) / 120, Required.atMost(1));
    }
}
