import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    private static final Box.Program NOTHING = new Box.Program("nothing", FLASK, List.of("sleep", "60"));
    private static final List<Box.Program> ALL = List.of(OURS, PEER, DEPLOYED, WITHOUT_CACHE, UNTUNED);

    private final List<String> missed = new ArrayList<>();
    private final Engine engine = Engine.ofThisMachine();
    private final Map<Box.Program, Figures> figures =
            ALL.stream().collect(toMap(p -> p, p -> new Figures(), (a, b) -> a, LinkedHashMap::new));

    public static void main(String[] args) {
        var bench = new Bench();
        bench.starts();
        bench.load();
        bench.images();
        bench.print(bench.burned(HALF_A_CPU), bench.burned(2));
        if (!bench.missed.isEmpty()) {
            System.err.println("Not as required: " + String.join("; ", bench.missed));
            System.exit(1);
        }
    }

    private void starts() {
        double own = Figures.median(Stream.generate(this::ownCpuMillis).limit(5).toList());
        System.out.printf("%d starts each, in turns (a container that does nothing: %.0f ms of CPU)%n", STARTS, own);
        for (int i = 0; i < STARTS; i++) {
            figures.forEach((program, figures) -> {
                try (var box = Box.create(engine, program, HALF_A_CPU)) {
                    figures.add(Figures.Kind.START, box.start().toNanos() / 1e6);
                    figures.add(Figures.Kind.START_CPU, box.cpu().toNanos() / 1e6 - own);
                }
            });
        }
    }

    private double ownCpuMillis() {
        try (var box = Box.create(engine, NOTHING, HALF_A_CPU).started()) {
            Box.pause(Duration.ofMillis(300));
            return box.cpu().toNanos() / 1e6;
        }
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
                boxes.forEach((program, box) -> figures.get(program)
                        .add(Figures.Kind.GREETINGS, new Clients(8, box.port(), "/").throughput(ROUND)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                boxes.forEach((program, box) -> figures.get(program)
                        .add(Figures.Kind.LOADS, new Clients(8, box.port(), LOAD).throughput(ROUND)));
            }
            boxes.forEach((program, box) -> figures.get(program).add(Figures.Kind.MEMORY, box.mebibytes()));
        } finally {
            boxes.values().forEach(Box::close);
        }
    }

    private void images() {
        figures.forEach((program, figures) -> figures.add(
                Figures.Kind.IMAGE,
                Long.parseLong(Engine.field(engine.get("/images/" + program.image() + "/json"), "Size")) / 1e6));
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
        System.out.printf("%nHalf a CPU, 256 MiB; medians%n%-50s", "");
        ALL.forEach(program -> System.out.printf("%14s", program.name()));
        System.out.println();
        for (Figures.Kind kind : Figures.Kind.values()) {
            System.out.printf("%-50s", kind);
            figures.values().forEach(figures -> System.out.printf("%14.1f", figures.median(kind)));
            System.out.println();
        }
        System.out.printf("%n%-50s%14s   %s%n", "Ratios", "", "required");
        System.out.println("(Flask is its development server; gunicorn, with two workers, is how it is deployed.)");
        ratio("start, ours / Flask", OURS, PEER, Figures.Kind.START, Required.atMost(2));
        ratio("CPU of the start, ours / Flask", OURS, PEER, Figures.Kind.START_CPU, Required.atMost(2.5));
        ratio("start, ours / gunicorn", OURS, DEPLOYED, Figures.Kind.START, Required.atMost(2));
        ratio("CPU of the start, ours / gunicorn", OURS, DEPLOYED, Figures.Kind.START_CPU, Required.NOTHING);
        row("CPU of the start / 0.40 s", figures.get(OURS).median(Figures.Kind.START_CPU) / 400, Required.atMost(1));
        ratio("start, no AOT cache / ours", WITHOUT_CACHE, OURS, Figures.Kind.START, Required.NOTHING);
        ratio("CPU of the start, no AOT cache / ours", WITHOUT_CACHE, OURS, Figures.Kind.START_CPU, Required.NOTHING);
        ratio("start, untuned JVM / ours", UNTUNED, OURS, Figures.Kind.START, Required.NOTHING);
        ratio("requests/s on /, ours / Flask", OURS, PEER, Figures.Kind.GREETINGS, Required.atLeast(10));
        ratio("requests/s on /, ours / gunicorn", OURS, DEPLOYED, Figures.Kind.GREETINGS, Required.NOTHING);
        ratio("requests/s on /, ours / untuned JVM", OURS, UNTUNED, Figures.Kind.GREETINGS, Required.NOTHING);
        ratio("requests/s on /load, ours / untuned JVM", OURS, UNTUNED, Figures.Kind.LOADS, Required.atLeast(0.95));
        row("CPU of a request for 25 ms / 25, half a CPU, first thousand", onHalf.cold() / BURN_MILLIS, Required.NOTHING);
        row("CPU of a request for 25 ms / 25, half a CPU, next thousand", onHalf.warm() / BURN_MILLIS, Required.NOTHING);
        row("CPU of a request for 25 ms / 25, 2 CPUs, first thousand", onTwo.cold() / BURN_MILLIS, Required.NOTHING);
        row("CPU of a request for 25 ms / 25, 2 CPUs, next thousand", onTwo.warm() / BURN_MILLIS, Required.NOTHING);
        row("memory after load / 96 MiB", figures.get(OURS).median(Figures.Kind.MEMORY) / 96, Required.atMost(1));
        row("image / 120 MB", figures.get(OURS).median(Figures.Kind.IMAGE) / 120, Required.atMost(1));
    }

    private void ratio(String words, Box.Program of, Box.Program to, Figures.Kind kind, Required required) {
        row(words, figures.get(of).median(kind) / figures.get(to).median(kind), required);
    }

    private void row(String words, double value, Required required) {
        System.out.printf("%-50s%14.2f   %s%n", words, value, required);
        if (!required.isKept(value)) {
            missed.add("%s is %.2f, not %s".formatted(words, value, required));
        }
    }
}
