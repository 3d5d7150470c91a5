package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.need.Plausible.Told;
import io.scaleproof.loadtest.record.SizedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What requests cost over a run: CPU used beyond the pods' rest, over requests answered, in each window that tells. */
public final class Costs {
    /** Fewer requests in a window do not tell what one costs. */
    private static final double REQUESTS_AT_LEAST = 8;
    /** What is measured this close to a time counts for it. */
    private static final Duration AROUND = Duration.ofSeconds(12);
    /** A cost known no better than this tells nothing. */
    private static final double TELLS_NOTHING = 0.4;
    /** Nothing is known better, however often it is measured. */
    private static final double PART_AT_LEAST = 0.012;

    private final List<RequestCost> all;
    private final Optional<Source> source;

    private final Plausible plausible;

    private Costs(Plausible plausible, Optional<Source> source) {
        this.plausible = plausible;
        this.all = plausible.costs();
        this.source = source;
    }

    /** By the most exact source that has anything to say. */
    public static Costs of(Evidence evidence) {
        Optional<FullPod> pod = evidence.fullPod();
        // What CPU tells is of no use where the load was sized for something else.
        if (pod.isPresent() && evidence.sizedBy() == SizedBy.CPU) {
            Answered answered = new Answered(evidence.seconds(), evidence.stages());
            for (Source source : Source.values()) {
                List<Told> told = new ArrayList<>();
                for (CpuWindow window : new Windows(evidence).of(source)) {
                    cost(window, answered, pod.get().idleMillicores())
                            .ifPresent(cost -> told.add(new Told(cost, window.young())));
                }
                if (!told.isEmpty()) {
                    return new Costs(new Plausible(told, evidence.calibration()), Optional.of(source));
                }
            }
        }
        return new Costs(new Plausible(List.of(), evidence.calibration()), Optional.empty());
    }

    private static Optional<RequestCost> cost(CpuWindow window, Answered answered, double idle) {
        Duration earliest = window.from().minus(window.early());
        Duration latest = window.to().plus(window.late());
        OptionalInt kind = answered.kind(earliest, latest);
        double early = answered.between(earliest, window.to().minus(window.early()));
        double late = answered.between(window.from().plus(window.late()), latest);
        double requests = (early + late) / 2;
        if (kind.isEmpty() || requests < REQUESTS_AT_LEAST) {
            return Optional.empty();
        }
        // One request may be cut at either end; of those that queue meanwhile, nobody knows how far each is.
        double queued = Math.abs(answered.inFlight(latest) - answered.inFlight(earliest));
        double slack = 1 + queued / 2 + Math.abs(early - late) / 2;
        double cpu = window.cpuMillis() - idle * window.podSeconds();
        double error = window.cpuMillis() * window.part();
        Range millis = new Range(
                Math.max(0, cpu - error) / (requests + slack),
                Math.max(0, cpu) / requests,
                Math.max(0, cpu + error) / Math.max(1, requests - slack));
        return millis.mid() <= 0 || millis.part() > TELLS_NOTHING
                ? Optional.empty()
                : Optional.of(new RequestCost(
                        window.from(), window.to(), kind.getAsInt(), millis, window.podSeconds() / requests, requests));
    }

    /** Whose figures these are; empty if nothing was measured. */
    public Optional<Source> source() {
        return source;
    }

    /** Every window that told something, in order. */
    public List<RequestCost> all() {
        return all;
    }

    /** What a request of this kind cost at a time: by the windows around it, else by the nearest before and after it. */
    public Optional<RequestCost> at(Duration at, int requestMillis) {
        List<RequestCost> around = of(requestMillis)
                .filter(cost ->
                        cost.from().compareTo(at.plus(AROUND)) < 0 && cost.to().compareTo(at.minus(AROUND)) > 0)
                .toList();
        return around.isEmpty() ? nearest(at, requestMillis) : Optional.of(together(around));
    }

    /** What that would be if pods used so many millicores more at rest than is thought. */
    Range millisIfIdleWere(double moreMillicores, RequestCost cost) {
        Range millis = cost.millisIfIdleWere(moreMillicores);
        return plausible
                .of(cost.requestMillis())
                .map(bounds -> millis.within(bounds.least(), bounds.most()))
                .orElse(millis);
    }

    /** What requests of a kind cost of which nothing was measured, by what those of another kind do. */
    Optional<Range> byOtherKind(int requestMillis) {
        return plausible
                .byOtherKind(requestMillis)
                .map(bounds -> new Range(bounds.least(), Math.sqrt(bounds.least() * bounds.most()), bounds.most()));
    }

    /** What requests of this kind cost in what was measured from {@code since} on. */
    public Optional<RequestCost> since(Duration since, int requestMillis) {
        List<RequestCost> costs = of(requestMillis)
                .filter(cost -> cost.from().compareTo(since) >= 0)
                .toList();
        return costs.isEmpty() ? Optional.empty() : Optional.of(together(costs));
    }

    private Stream<RequestCost> of(int requestMillis) {
        return all.stream().filter(cost -> cost.requestMillis() == requestMillis);
    }

    private Optional<RequestCost> nearest(Duration at, int requestMillis) {
        Optional<RequestCost> before = of(requestMillis)
                .filter(cost -> cost.to().compareTo(at) <= 0)
                .max(Comparator.comparing(RequestCost::to));
        Optional<RequestCost> after = of(requestMillis)
                .filter(cost -> cost.from().compareTo(at) >= 0)
                .min(Comparator.comparing(RequestCost::from));
        return before.isPresent() && after.isPresent()
                ? Optional.of(either(before.get(), after.get()))
                : before.or(() -> after);
    }

    /** Between two windows that differ, it may have been anything between them. */
    private static RequestCost either(RequestCost before, RequestCost after) {
        return new RequestCost(
                before.from(),
                after.to(),
                before.requestMillis(),
                before.millis().or(after.millis()),
                (before.podSeconds() + after.podSeconds()) / 2,
                before.requests() + after.requests());
    }

    /** The mean, in which what is known better counts for more: each by the inverse of its error's square. */
    private static RequestCost together(List<RequestCost> costs) {
        double weights = costs.stream().mapToDouble(Costs::weight).sum();
        double mid = costs.stream()
                        .mapToDouble(cost -> cost.millis().mid() * weight(cost))
                        .sum()
                / weights;
        double podSeconds = costs.stream()
                        .mapToDouble(cost -> cost.podSeconds() * weight(cost))
                        .sum()
                / weights;
        double part = Math.sqrt(1 / weights);
        return new RequestCost(
                costs.getFirst().from(),
                costs.getLast().to(),
                costs.getFirst().requestMillis(),
                Range.around(mid, Math.min(1, Math.max(PART_AT_LEAST, part))),
                podSeconds,
                costs.stream().mapToDouble(RequestCost::requests).sum());
    }

    private static double weight(RequestCost cost) {
        double part = Math.max(PART_AT_LEAST, cost.millis().part());
        return 1 / (part * part);
    }
}
