package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.Calibration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps what pods do beside their requests out of what requests cost. A request's cost changes by some tenths as a JVM warms
 * up; where it seems to have changed by more, pods did something else, a start's work for instance, for which no load asked.
 */
final class Plausible {
    /** As a factor, to either side of what a request usually costs. */
    private static final double MOST = 1.5;
    /** The same for what a request of one kind costs by what another kind does; and so many milliseconds. */
    private static final double OTHER_KIND = 3;

    private static final double OTHER_KIND_MILLIS = 1;
    /** What of it may be the start's, as a fraction, where nothing tells. */
    private static final double STARTS = 0.5;
    /** Fewer requests do not tell what one usually costs. */
    private static final double REQUESTS = 25;

    private static final Set<Calibration.Source> MEASURED =
            EnumSet.of(Calibration.Source.COUNTER, Calibration.Source.METRICS_API);

    private final List<Told> all;
    private final Optional<Calibration> declared;
    private final Optional<Known> best;
    private final Map<Integer, Optional<Bounds>> bounds = new HashMap<>();

    /**
     * What a window told, and whether one of its pods was young.
     *
     * @param cost of a request
     * @param young whether a pod had not been ready for long
     */
    record Told(RequestCost cost, boolean young) {}

    /** Milliseconds between which the cost of requests of one kind lies. */
    record Bounds(double least, double most) {
        static Bounds around(double usual) {
            return new Bounds(usual / MOST, usual * MOST);
        }
    }

    /** What a request of one kind usually costs. */
    private record Known(int kind, double millis) {}

    Plausible(List<Told> all, Optional<Calibration> before) {
        this.all = all;
        this.declared = before.filter(known -> known.source() == Calibration.Source.DECLARED);
        this.best = kinds().filter(kind -> requests(old(kind)) >= REQUESTS)
                .max(Comparator.comparingDouble(kind -> requests(old(kind))))
                .map(kind -> new Known(kind, median(old(kind))))
                .or(() -> before.filter(known -> MEASURED.contains(known.source()))
                        .map(known -> new Known(known.requestMillis(), known.cpuMillisPerRequest())));
    }

    private Stream<Integer> kinds() {
        return all.stream().map(told -> told.cost().requestMillis()).distinct();
    }

    /**
     * The same costs, none of them beyond its kind's bounds. Where nothing bounds them they are not far from most of them, and
     * those of young pods may be for the half their start's.
     */
    List<RequestCost> costs() {
        Map<Integer, Double> medians = new HashMap<>();
        kinds().forEach(kind -> medians.put(kind, median(told(kind))));
        return all.stream()
                .map(told -> of(told.cost().requestMillis())
                        .map(told.cost()::within)
                        .orElseGet(() -> unbounded(told, medians.get(told.cost().requestMillis()))))
                .toList();
    }

    private RequestCost unbounded(Told told, double median) {
        RequestCost cost = told.cost().within(Bounds.around(median));
        return told.young() && !isAsDeclared(cost) ? cost.perhapsLess(STARTS) : cost;
    }

    /** Whoever gave the cost may be wrong, so that it bounds nothing; but what was measured to be as given is no start's. */
    private boolean isAsDeclared(RequestCost cost) {
        return declared.map(known -> Bounds.around(known.costMillis(cost.requestMillis())))
                .filter(around ->
                        around.least() <= cost.millis().mid() && cost.millis().mid() <= around.most())
                .isPresent();
    }

    /** What bounds the cost of a kind of requests, whatever pods that are new or many use at rest. */
    Optional<Bounds> of(int kind) {
        return bounds.computeIfAbsent(kind, this::find);
    }

    /** By pods that have been there for a while, if they answered enough; else by what was measured before, or of another kind. */
    private Optional<Bounds> find(int kind) {
        if (requests(old(kind)) >= REQUESTS) {
            return Optional.of(Bounds.around(median(old(kind))));
        }
        return best.map(known -> known.kind() == kind ? Bounds.around(known.millis()) : by(known, kind));
    }

    /** The same for a kind of which nothing was measured: by another kind, whoever answered it. */
    Optional<Bounds> byOtherKind(int kind) {
        return best.or(() -> kinds().max(Comparator.comparingDouble(other -> requests(told(other))))
                        .map(other -> new Known(other, median(told(other)))))
                .map(known -> by(known, kind));
    }

    private static Bounds by(Known known, int kind) {
        double millis = Calibration.costMillis(known.kind(), known.millis(), kind);
        return new Bounds(millis / OTHER_KIND, millis * OTHER_KIND + OTHER_KIND_MILLIS);
    }

    private List<RequestCost> told(int kind) {
        return all.stream()
                .map(Told::cost)
                .filter(cost -> cost.requestMillis() == kind)
                .toList();
    }

    private List<RequestCost> old(int kind) {
        return all.stream()
                .filter(told -> !told.young())
                .map(Told::cost)
                .filter(cost -> cost.requestMillis() == kind)
                .toList();
    }

    private static double requests(List<RequestCost> costs) {
        return costs.stream().mapToDouble(RequestCost::requests).sum();
    }

    /** Half of all requests cost less. */
    private static double median(List<RequestCost> costs) {
        double half = requests(costs) / 2;
        double requests = 0;
        double median = 0;
        for (RequestCost cost : costs.stream()
                .sorted(Comparator.comparingDouble(cost -> cost.millis().mid()))
                .toList()) {
            if (requests < half) {
                median = cost.millis().mid();
            }
            requests += cost.requests();
        }
        return median;
    }
}
