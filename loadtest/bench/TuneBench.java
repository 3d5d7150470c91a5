import io.scaleproof.loadtest.options.TrafficSize;
import io.scaleproof.loadtest.policy.KnownPolicy;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.trace.SyntheticTrace;
import io.scaleproof.loadtest.trace.Trace;
import io.scaleproof.loadtest.tune.Ground;
import io.scaleproof.loadtest.tune.TraceClauses;
import io.scaleproof.loadtest.tune.Tuner;
import io.scaleproof.loadtest.tune.Tuning;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints settings tried and milliseconds taken of a search on a day in steps of a second; then milliseconds of a year. */
public final class TuneBench {
    private TuneBench() {}

    public static void main(String[] args) {
        Map<String, String> settings = Map.of("maxReplicas", "12");
        Paper today = Paper.of(settings);
        Ground day = ground(today, SyntheticTrace.DIURNAL.trace(1, Duration.ofDays(1), Duration.ofSeconds(1)));
        long start = System.nanoTime();
        Tuning tuning = new Tuner(1_000, 5, 1, 10, Set.of(), Set.of())
                .tune(day, new TraceClauses(contract()), settings, line -> {});
        System.out.printf(
                "%d %d%n", tuning.trials().size(), (System.nanoTime() - start) / 1_000_000);
        Ground year = ground(today, SyntheticTrace.WEEKEND.trace(1, Duration.ofDays(365), Duration.ofSeconds(10)));
        start = System.nanoTime();
        double podHours = year.run(today, KnownPolicy.HPA::create).elasticity().podHours();
        System.out.printf("%.0f %d%n", podHours, (System.nanoTime() - start) / 1_000_000);
    }

    private static Ground ground(Paper today, Trace trace) {
        double cost = today.sizing().costMillis(25);
        return new Ground(TrafficSize.sized(trace, today.sizing(), Optional.of(8), cost), today, cost);
    }

    private static Contract contract() {
        return new Contract(
                Optional.empty(),
                Optional.of(Duration.ofSeconds(90)),
                Optional.of(0L),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }
}
