package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.watch.ClusterClock;
import io.scaleproof.loadtest.watch.ClusterWatch;
import io.scaleproof.loadtest.watch.CpuCounter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds out what a request costs before the run, by the best that there is, to choose the first rate. */
public final class Calibrator {
    /** So often it may have to wait until the service is at rest. */
    public static final int RESTS = 2;

    /** Serving takes about so much beyond what a request asks to burn. */
    private static final double SERVING_MILLIS = 0.5;
    /** What a pod's start leaves to do, compiling above all, is mostly over by then; before, it is measured as the pod's rest. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final LoadSource source;
    private final ClusterWatch watch;
    private final CpuCounter counter;
    private final Duration clusterAhead;
    private final Unscaled unscaled;
    private final Stop stop;
    private final Consumer<String> progress;

    /**
     * @param clusterAhead by how much the cluster's clock is ahead of this machine's
     * @param rest waits for it, when measuring has made the service scale
     */
    public Calibrator(
            LoadSource source,
            ClusterWatch watch,
            CpuCounter counter,
            Duration clusterAhead,
            Rest rest,
            Stop stop,
            Consumer<String> progress) {
        this.source = source;
        this.watch = watch;
        this.counter = counter;
        this.clusterAhead = clusterAhead;
        this.unscaled =
                new Unscaled(watch::runningPods, () -> watch.state().isAtMinimum(), rest, stop::isAsked, progress);
        this.stop = stop;
        this.progress = progress;
    }

    /** Measures with requests of the plan's kind. */
    public Cost measure(Requests requests, HpaSettings settings) throws CouldNotRun, InterruptedException {
        return unscaled.measure(pods -> measure(requests, settings, pods));
    }

    private Cost measure(Requests requests, HpaSettings settings, List<String> pods)
            throws CouldNotRun, InterruptedException {
        Sender sender = new HttpSender(source, requests.millis(), stop);
        awaitSettled();
        progress.accept(
                "measure  what a request costs: ten to twenty seconds of little load (--cost-millis leaves it out)");
        Optional<Double> full =
                FullPod.of(settings, watch.cpuRequestMillicores(), 0).map(FullPod::fullMillicores);
        double allFull =
                full.map(one -> one * Math.max(1, settings.minReplicas())).orElse(Double.POSITIVE_INFINITY);
        Optional<Cost> counted = new CounterCalibration(
                        sender, () -> counter.millis(pods), allFull, requests.period(), progress)
                .measure();
        if (counted.isPresent()) {
            return credible(counted.get(), requests);
        }
        if (requests.sayTheirCost()) {
            return Cost.declared(requests.millis() + SERVING_MILLIS);
        }
        progress.accept("measure  the pods keep no CPU counter: up to two windows of the metrics API");
        RunClock clock = RunClock.startingNow();
        ClusterClock axis = new ClusterClock(clock.zero(), Duration.ZERO);
        return new MetricsCalibration(
                        sender,
                        () -> watch.read(axis, Map.of(), Duration.ZERO).usages().stream()
                                .filter(usage -> pods.contains(usage.pod()))
                                .toList(),
                        full.orElseThrow(() -> Calibrated.notByCpu(settings)),
                        clock::now,
                        stop::isAsked)
                .measure();
    }

    /**
     * Measures how long requests of the plan's kind take where there is no other load.
     *
     * @param target requests under way that the HPA lets a pod have
     */
    Cost latency(Requests requests, double target) throws CouldNotRun, InterruptedException {
        return unscaled.measure(_ -> {
            progress.accept("measure  how long a request is under way: ten to fifty seconds of little load");
            return new LatencyCalibration(new HttpSender(source, requests.millis(), stop), requests.period(), target)
                    .measure();
        });
    }

    private void awaitSettled() throws InterruptedException {
        ClusterClock axis = new ClusterClock(RunClock.startingNow().zero(), clusterAhead);
        Duration left = untilSettled(watch.read(axis, Map.of(), Duration.ZERO).pods());
        if (left.isPositive()) {
            progress.accept(
                    "waiting: a pod started %d s ago, and what its start leaves to do is not its rest (%d s more)"
                            .formatted(SETTLED.minus(left).toSeconds(), left.toSeconds()));
            stop.sleep(left);
        }
    }

    /** How long the youngest of the pods still needs, by what was seen up to now, which is zero. */
    static Duration untilSettled(List<PodLife> pods) {
        return pods.stream()
                .filter(pod -> pod.terminated().isEmpty())
                .flatMap(pod -> pod.started().stream())
                .max(Comparator.naturalOrder())
                .map(SETTLED::plus)
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    /** A service that says what it burns and by its own counter burns half of that does not count all of it. */
    private static Cost credible(Cost cost, Requests requests) throws CouldNotRun {
        if (requests.sayTheirCost() && cost.millisPerRequest() < requests.millis() / 2.0) {
            throw new CouldNotRun(
                    "A request that asks for %d ms of CPU time costs %.1f ms by the pod's own counter: it cannot be trusted"
                            .formatted(requests.millis(), cost.millisPerRequest()),
                    "give the cost with --cost-millis");
        }
        return cost;
    }
}
