package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SizedBy;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many pods a run's load needed, second by second, or why that is not known. */
public sealed interface Need {

    /** It cannot be told. */
    record Unknown(String why, String remedy) implements Need {}

    /**
     * What was measured.
     *
     * @param pod what fills a pod
     * @param minimum the HPA's least, however little there is to do
     * @param moments the need from each moment on, in order; the first is that there was no load yet
     * @param words what it rests on, in one sentence
     */
    record Known(FullPod pod, int minimum, List<Moment> moments, String words) implements Need {
        public Known {
            moments = List.copyOf(moments);
        }

        /** The need at a time. */
        public Moment at(Duration at) {
            int low = 0;
            int high = moments.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (moments.get(middle).at().compareTo(at) <= 0) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return moments.get(low);
        }

        /** All moments that hold at some time between the two. */
        public List<Moment> between(Duration from, Duration to) {
            List<Moment> within = new ArrayList<>(List.of(at(from)));
            moments.stream()
                    .filter(moment ->
                            moment.at().compareTo(from) > 0 && moment.at().compareTo(to) <= 0)
                    .forEach(within::add);
            return within;
        }
    }

    /**
     * The need from one moment on.
     *
     * @param at since when
     * @param worth of the load, in pods
     * @param fewest pods that may have been enough
     * @param likely pods that most likely were
     * @param surely pods that surely were
     * @param seen the most pods' worth that the HPA can see of it, what queued before included
     * @param justified the most pods that such a load can make the HPA ask for
     */
    record Moment(Duration at, Range worth, int fewest, int likely, int surely, double seen, int justified) {}

    /** Long before anything was seen. */
    Duration BEFORE = Duration.ofDays(-1);

    /** Trusted so far where nothing was measured during the run, as a fraction to either side. */
    double CALIBRATED_PART = 0.25;

    /** Requests are counted as they come, but by somebody else, over a window of its own, and some come from elsewhere: probes. */
    double COUNTED_PART = 0.05;

    /** Work that queued is done within a window of metrics at the soonest, as far as the HPA can see. */
    double SOONEST_SECONDS = 15;

    static Need of(RunRecord run) {
        return of(Evidence.of(run));
    }

    static Need of(Evidence evidence) {
        if (evidence.settings().isEmpty()) {
            return new Unknown("there was no HPA", "kubectl get hpa");
        }
        if (evidence.stages().isEmpty() && !evidence.watched()) {
            return new Unknown("the run ended before its first stage", "let it run to its end");
        }
        Optional<FullPod> pod = evidence.fullPod();
        if (pod.isEmpty()) {
            Optional<Need> declared = DeclaredNeed.of(evidence);
            if (declared.isPresent()) {
                return declared.get();
            }
            return new Unknown(
                    "HPA %s does not scale on CPU, or no pod with a CPU request was seen, so what fills a pod is not known"
                            .formatted(evidence.settings().get().name()),
                    "say in a plan of rates what each stage needs (rate and needs), give the HPA a CPU target and the pods a CPU"
                            + " request, or leave the clauses on pods out");
        }
        return evidence.watched()
                ? WatchedNeed.of(evidence, pod.get(), evidence.settings().get())
                : known(evidence, pod.get(), Costs.of(evidence));
    }

    private static Need known(Evidence evidence, FullPod pod, Costs costs) {
        int minimum = evidence.settings().map(HpaSettings::minReplicas).orElse(1);
        List<Moment> moments = new ArrayList<>(List.of(Moments.of(BEFORE, Range.ZERO, 0, pod, minimum)));
        Answered answered = new Answered(evidence.seconds(), evidence.stages());
        Optional<UnderWay> underWay =
                evidence.sizedBy() == SizedBy.IN_FLIGHT ? Optional.of(new UnderWay(evidence)) : Optional.empty();
        boolean measured = false;
        for (StageRun stage : evidence.stages()) {
            for (Duration at : Moments.times(stage)) {
                double rate = stage.rateAt(at);
                Optional<RequestCost> found = costs.at(at, stage.requestMillis());
                measured |= found.isPresent();
                Optional<Range> worth = found.map(cost -> worth(costs, cost, rate, pod))
                        .or(() -> calibrated(evidence, stage, underWay)
                                .or(() -> costs.byOtherKind(stage.requestMillis()))
                                .map(cost -> cost.times(rate / pod.roomMillicores())));
                double most = worth.map(Range::high).orElse(0.0);
                double queued = underWay.map(requests -> Math.max(0, pod.worth(requests.at(at) * 1_000) - most))
                        .orElseGet(() -> rate == 0 ? 0 : most * answered.inFlight(at) / rate / SOONEST_SECONDS);
                if (rate > 0 && worth.isEmpty()) {
                    return new Unknown(
                            "nothing tells what a request of stage %s costs: no CPU was measured while all pods were steady"
                                    .formatted(stage.name()),
                            "hold the load for longer than a metrics window, or let the load test read pods.metrics.k8s.io");
                }
                moments.add(Moments.of(at, rate == 0 ? Range.ZERO : worth.orElseThrow(), queued, pod, minimum));
            }
        }
        return new Known(
                pod,
                minimum,
                moments,
                switch (evidence.sizedBy()) {
                    case RATE -> "by the requests that were sent, which are what the HPA's metric counts";
                    case IN_FLIGHT -> "by how long requests were under way while none waited, times their rate";
                    case CPU -> words(costs, measured);
                });
    }

    /** What was known before the run, where that was measured, too, or where a light request says by itself what it wants. */
    private static Optional<Range> calibrated(Evidence evidence, StageRun stage, Optional<UnderWay> underWay) {
        int kind = stage.requestMillis();
        return switch (evidence.sizedBy()) {
            case RATE -> before(evidence, kind, COUNTED_PART);
            case IN_FLIGHT ->
                underWay.flatMap(requests -> requests.millis(kind)).or(() -> before(evidence, kind, CALIBRATED_PART));
            case CPU ->
                evidence.calibration()
                        .filter(before -> before.source() != Calibration.Source.LATENCY)
                        .map(before -> Range.around(before.costMillis(kind), CALIBRATED_PART));
        };
    }

    private static Optional<Range> before(Evidence evidence, int kind, double part) {
        return evidence.calibration().map(before -> Range.around(before.costMillis(kind), part));
    }

    /**
     * With its uncertainty, to which what pods use at rest adds: known to a millicore and three tenths of it. The more pods
     * there were when the cost was measured, the less that matters, for what is not rest is load.
     */
    private static Range worth(Costs costs, RequestCost cost, double rate, FullPod pod) {
        double doubt = Math.min(1 + 0.3 * pod.idleMillicores(), pod.roomMillicores() / 2);
        Range mid = cost.millis().times(rate / pod.roomMillicores());
        Range more = costs.millisIfIdleWere(doubt, cost).times(rate / (pod.roomMillicores() - doubt));
        Range less = costs.millisIfIdleWere(-Math.min(doubt, pod.idleMillicores()), cost)
                .times(rate / (pod.roomMillicores() + Math.min(doubt, pod.idleMillicores())));
        return new Range(
                Math.min(mid.low(), Math.min(more.low(), less.low())),
                mid.mid(),
                Math.max(mid.high(), Math.max(more.high(), less.high())));
    }

    private static String words(Costs costs, boolean measured) {
        return measured
                ? "measured by %s".formatted(costs.source().map(Source::words).orElse("nothing"))
                : "by what a request cost before the run: nothing could be measured in it";
    }
}
