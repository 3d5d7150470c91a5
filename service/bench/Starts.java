import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Starts of programs, in turns: what each takes until it answers. */
final class Starts {
    private static final double CPUS = 0.5;
    /** An image that has {@code sleep}, which the service's has not. */
    private static final Box.Program NOTHING =
            new Box.Program("nothing", "scaleproof-bench-flask", List.of("sleep", "60"));

    private final Engine engine;
    private final int number;

    Starts(Engine engine, int number) {
        this.engine = engine;
        this.number = number;
    }

    /** Adds {@code number} starts of each program at half a CPU: milliseconds of time and of CPU until the first 200. */
    <K extends Enum<K>> void measure(Comparison<K> figures, K time, K cpu) {
        double own = Comparison.median(Stream.generate(this::ownCpuMillis).limit(5).toList());
        System.out.printf("%d starts each, in turns (a container that does nothing: %.0f ms of CPU)%n", number, own);
        for (int i = 0; i < number; i++) {
            for (Box.Program program : figures.programs()) {
                try (var box = Box.create(engine, program, CPUS)) {
                    figures.add(program, time, box.start().toNanos() / 1e6);
                    figures.add(program, cpu, box.cpu().toNanos() / 1e6 - own);
                }
            }
        }
    }

    private double ownCpuMillis() {
        try (var box = Box.create(engine, NOTHING, CPUS).started()) {
            Box.pause(Duration.ofMillis(300));
            return box.cpu().toNanos() / 1e6;
        }
    }
}
