package io.scaleproof.loadtest.preflight;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.MetricsApi;
import io.scaleproof.loadtest.watch.ClusterState;
import io.scaleproof.loadtest.watch.ClusterWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Sees, before any load is sent, whether the HPA is able to scale at all, and waits until it is at rest. */
public final class Preflight {
    /** Two looks of an HPA: its status may still be of what was there before, two HPAs for instance, of which one has just gone. */
    private static final Duration LOOKED_AGAIN = Duration.ofSeconds(35);
    /** What is over sooner is no news: the watch itself takes a moment. */
    private static final Duration UNTOLD = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final ClusterWatch watch;
    private final Consumer<String> progress;

    /** @param progress told what is waited for, once that takes longer and whenever it changes */
    public Preflight(Cluster cluster, ClusterWatch watch, Consumer<String> progress) {
        this.cluster = cluster;
        this.watch = watch;
        this.progress = progress;
    }

    private sealed interface Readiness {
        record Ready() implements Readiness {}

        record NotYet(String what, String remedy) implements Readiness {}

        /** No waiting cures it, if it stays once the HPA has looked again. */
        record Never(String what, String remedy) implements Readiness {}
    }

    /**
     * Refuses what waiting cannot cure, as soon as the HPA has looked again; waits at most {@code atMost} for the rest.
     *
     * @param stop ends the waiting when true
     * @return the settings of the HPA that is ready
     */
    public HpaSettings check(Duration atMost, BooleanSupplier stop) throws CouldNotRun {
        requireMetricsApi();
        requireCpuRequests();
        await(this::readiness, atMost, stop);
        return watch.state()
                .settings()
                .orElseThrow(() -> new CouldNotRun("The HPA is gone", whereItWas(watch.target())));
    }

    private void await(Supplier<Readiness> look, Duration atMost, BooleanSupplier stop) throws CouldNotRun {
        Readiness[] last = {look.get()};
        long begun = System.nanoTime();
        boolean[] told = {false};
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(atMost)
                    .until(() -> {
                        Readiness now = look.get();
                        long waited = System.nanoTime() - begun;
                        boolean news = !now.equals(last[0]) || (!told[0] && waited > UNTOLD.toNanos());
                        Optional<String> wait = what(now);
                        if (news && wait.isPresent()) {
                            progress.accept("waiting: " + wait.get());
                            told[0] = true;
                        }
                        last[0] = now;
                        return wait.isEmpty()
                                || (now instanceof Readiness.Never && waited > LOOKED_AGAIN.toNanos())
                                || stop.getAsBoolean();
                    });
        } catch (ConditionTimeoutException e) {
            if (last[0] instanceof Readiness.NotYet wait) {
                throw new CouldNotRun(
                        "Not ready for load after %d s: %s".formatted(atMost.toSeconds(), wait.what()),
                        wait.remedy(),
                        e);
            }
        }
        if (last[0] instanceof Readiness.Never never) {
            throw new CouldNotRun(never.what(), never.remedy());
        }
    }

    private static Optional<String> what(Readiness now) {
        return switch (now) {
            case Readiness.Ready _ -> Optional.empty();
            case Readiness.NotYet wait -> Optional.of(wait.what());
            case Readiness.Never never -> Optional.of(never.what());
        };
    }

    /** The same for what is watched only: the HPA has to see, but need not be at rest. */
    public void checkSeeing(Duration atMost, BooleanSupplier stop) throws CouldNotRun {
        requireMetricsApi();
        requireCpuRequests();
        await(this::seeing, atMost, stop);
    }

    /** Where the HPA looks at other metrics alone, others answer for those, and the HPA's own words tell whether they do. */
    private void requireMetricsApi() throws CouldNotRun {
        Optional<HpaSettings> settings = watch.state().settings();
        if (settings.isPresent()
                && settings.get().metrics().stream()
                        .noneMatch(metric -> metric.source().endsWith("Resource"))) {
            return;
        }
        Optional<MetricsApi.Blindness> blind =
                MetricsApi.ask(cluster, watch.target().namespace(), "").blindness();
        if (blind.isPresent()) {
            throw new CouldNotRun(blind.get().why(), blind.get().remedy());
        }
    }

    /** A utilization is a fraction of the request: without one the HPA can only say {@code <unknown>}. */
    private void requireCpuRequests() throws CouldNotRun {
        FoundTarget target = watch.target();
        Optional<HpaSettings> settings = watch.state().settings();
        if (settings.isPresent()) {
            new CpuRequests(settings.get(), target)
                    .require(cluster.ask(client -> client.pods()
                            .inNamespace(target.namespace())
                            .withLabelSelector(target.podSelector())
                            .list()
                            .getItems()));
        }
    }

    private Readiness seeing() {
        FoundTarget target = watch.target();
        String describe = "kubectl describe hpa %s -n %s".formatted(target.hpa(), target.namespace());
        Optional<String> unseen = watch.trouble();
        if (unseen.isPresent()) {
            return new Readiness.NotYet(unseen.get(), "kubectl get --raw /readyz");
        }
        ClusterState state = watch.state();
        Optional<HpaSettings> settings = state.settings();
        if (settings.isEmpty()) {
            return new Readiness.NotYet("HPA %s is gone".formatted(target.hpa()), whereItWas(target));
        }
        Optional<HpaSample.Condition> ambiguous =
                state.scalingActive().filter(condition -> condition.reason().equals("AmbiguousSelector"));
        if (ambiguous.isPresent()) {
            return new Readiness.Never(
                    "The HPA computes nothing: %s".formatted(ambiguous.get().message()),
                    "kubectl get hpa -n %s, and leave one HPA for these pods".formatted(target.namespace()));
        }
        if (state.wanted() == 0) {
            return new Readiness.NotYet(
                    "%s is scaled to zero, or gone: no HPA computes anything there"
                            .formatted(target.workload().words()),
                    target.scaledObject()
                            .map(name ->
                                    "kubectl patch scaledobject %s -n %s --type=merge -p '{\"spec\":{\"minReplicaCount\":1}}'"
                                            .formatted(name, target.namespace()))
                            .orElseGet(() -> "kubectl scale %s -n %s --replicas=%d"
                                    .formatted(
                                            target.workload().typed(),
                                            target.namespace(),
                                            settings.get().minReplicas())));
        }
        if (state.scalingActive().isEmpty()) {
            return new Readiness.NotYet("the HPA has not looked yet", describe);
        }
        if (!state.scalingActive().get().holds()) {
            return new Readiness.NotYet(
                    "the HPA cannot compute (%s: %s)"
                            .formatted(
                                    state.scalingActive().get().reason(),
                                    state.scalingActive().get().message()),
                    describe);
        }
        if (state.utilizationPercent().isEmpty() && usesUtilization(settings.get())) {
            return new Readiness.NotYet("the HPA has no metrics yet", describe);
        }
        return new Readiness.Ready();
    }

    private Readiness readiness() {
        FoundTarget target = watch.target();
        ClusterState state = watch.state();
        int minimum = state.settings().map(HpaSettings::minReplicas).orElse(1);
        if (watch.trouble().isEmpty()
                && state.settings().isPresent()
                && state.wanted() > 0
                && (state.ready() < minimum || state.ready() < state.existing())) {
            return new Readiness.NotYet(
                    "%d of %d pods are ready".formatted(state.ready(), Math.max(state.existing(), 1)),
                    "kubectl get pods -n %s; kubectl describe %s -n %s"
                            .formatted(target.namespace(), target.workload().typed(), target.namespace()));
        }
        Readiness seeing = seeing();
        if (!(seeing instanceof Readiness.Ready)) {
            return seeing;
        }
        if (!state.isAtMinimum()) {
            return new Readiness.NotYet(
                    "%d pods from earlier load, the minimum is %d".formatted(state.existing(), minimum),
                    "kubectl describe hpa %s -n %s; the scale-down window decides how long that takes"
                            .formatted(target.hpa(), target.namespace()));
        }
        return new Readiness.Ready();
    }

    private static String whereItWas(FoundTarget target) {
        return "kubectl get hpa -n %s; where a Pulumi stack made it: pulumi up".formatted(target.namespace());
    }

    private static boolean usesUtilization(HpaSettings settings) {
        return settings.metrics().stream()
                .anyMatch(metric -> metric.targetType().equals("Utilization"));
    }
}
