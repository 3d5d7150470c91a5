package io.scaleproof.loadtest.trials;

import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.WatchHealth.Gap;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the prober may miss of a run, or spoil. */
enum Spoiling {
    /** Everything is seen a little later than it was. */
    LATE_SIGHT(Hides.NOTHING) {
        @Override
        void spoil(Changed run, Chance chance) {
            run.deployments.replaceAll(sample -> new DeploymentSample(
                    sample.at().plus(chance.seconds(0, 0.2)),
                    sample.wanted(),
                    sample.existing(),
                    sample.ready(),
                    sample.updated(),
                    sample.generation()));
            run.deployments.sort(Comparator.comparing(DeploymentSample::at));
            run.seeMetricsLater(chance.seconds(0, 1));
            run.seeStatusesLater(chance.seconds(0, 1));
        }
    },
    /** Without the right to read the metrics API and the pods' counters: the HPA's own figure is all there is. */
    HPA_STATUS_ALONE(Hides.PERHAPS) {
        @Override
        void spoil(Changed run, Chance chance) {
            run.usages.clear();
            run.counters.clear();
        }
    },
    /** Polls of the metrics API that did not come. */
    METRICS_GAP(Hides.NOTHING) {
        @Override
        void spoil(Changed run, Chance chance) {
            gap(run, Watched.METRICS, chance.seconds(10, 60), chance.seconds(20, 40));
        }
    },
    /** A watch of the HPA that broke. */
    STATUS_GAP(Hides.NOTHING) {
        @Override
        void spoil(Changed run, Chance chance) {
            gap(run, Watched.HPA, chance.seconds(10, 60), chance.seconds(20, 40));
        }
    },
    /** A pod whose container was restarted, and was not measured for a while. */
    RESTART(Hides.NOTHING) {
        @Override
        void spoil(Changed run, Chance chance) {
            PodLife pod = chance.of(run.pods);
            Duration at = pod.ready().orElse(pod.created()).plus(chance.seconds(5, 30));
            Duration again = at.plusSeconds(20);
            run.usages.removeIf(usage -> usage.pod().equals(pod.name())
                    && usage.measuredAt().compareTo(at) >= 0
                    && usage.measuredAt().minus(usage.window()).compareTo(again) <= 0);
            run.counters.removeIf(usage -> usage.pod().equals(pod.name())
                    && usage.measuredAt().compareTo(at) >= 0
                    && usage.measuredAt().minus(usage.window()).compareTo(again) <= 0);
            run.pods.replaceAll(life -> life.equals(pod) ? Changed.restarted(life) : life);
        }
    },
    /** The scaled object was not watched in mid-run. */
    TARGET_GAP(Hides.THE_ANSWER) {
        @Override
        void spoil(Changed run, Chance chance) {
            double end = run.length.toSeconds();
            Duration from = chance.seconds(end * 0.1, end * 0.5);
            gap(run, Watched.TARGET, from, chance.seconds(20, end * 0.4));
        }
    },
    /** Stopped in the surge. */
    CUT_SHORT(Hides.THE_ANSWER) {
        @Override
        void spoil(Changed run, Chance chance) {
            StageRun surge = run.stages.stream()
                    .filter(stage -> stage.phase() == Phase.SURGE)
                    .findFirst()
                    .orElseThrow();
            run.cut(surge.start().plus(chance.seconds(2, (double)
                    surge.end().minus(surge.start()).toSeconds())));
        }
    },
    /** The generator stood still while the load was held, so that a part of it was answered late. */
    LATE_GENERATOR(Hides.THE_ANSWER) {
        @Override
        void spoil(Changed run, Chance chance) {
            run.stages.stream().filter(stage -> stage.phase() == Phase.SUSTAIN).forEach(stage -> {
                // For most of it: what is on time otherwise tells.
                Duration from = stage.start().plusSeconds(3);
                Duration length = stage.end().minus(from).multipliedBy(3).dividedBy(4);
                run.seconds.replaceAll(second -> second.stage().equals(stage.name())
                                && second.at().compareTo(from) >= 0
                                && second.at().compareTo(from.plus(length)) < 0
                        ? late(second, 4_000.0)
                        : second);
                run.latencies.computeIfPresent(stage.name(), (_, all) -> slower(all, 3_000));
            });
        }
    };

    /** What the run can still tell. */
    enum Hides {
        /** All that it could tell. */
        NOTHING,
        /** All of it, or less. */
        PERHAPS,
        /** Not whether the contract was kept. */
        THE_ANSWER
    }

    private final Hides hides;

    Spoiling(Hides hides) {
        this.hides = hides;
    }

    Hides hides() {
        return hides;
    }

    abstract void spoil(Changed run, Chance chance);

    RunRecord on(RunRecord run, Chance chance) {
        Changed changed = new Changed(run);
        spoil(changed, chance);
        return changed.run();
    }

    private static void gap(Changed run, Watched what, Duration from, Duration length) {
        Duration to = from.plus(length);
        run.gaps.add(new Gap(what, from, to, "the API server went away"));
        switch (what) {
            case METRICS ->
                run.usages.removeIf(
                        usage -> usage.at().compareTo(from) >= 0 && usage.at().compareTo(to) < 0);
            case HPA ->
                run.hpa.removeIf(status ->
                        status.at().compareTo(from) >= 0 && status.at().compareTo(to) < 0);
            case TARGET -> {
                // What it had become is seen when it is seen again.
                Optional<DeploymentSample> last = run.deployments.stream()
                        .filter(sample -> sample.at().compareTo(to) <= 0)
                        .reduce((earlier, later) -> later);
                run.deployments.removeIf(sample ->
                        sample.at().compareTo(from) >= 0 && sample.at().compareTo(to) <= 0);
                last.ifPresent(sample -> run.deployments.add(new DeploymentSample(
                        to,
                        sample.wanted(),
                        sample.existing(),
                        sample.ready(),
                        sample.updated(),
                        sample.generation())));
                run.deployments.sort(Comparator.comparing(DeploymentSample::at));
            }
            case PODS, ENDPOINTS, CLOCK -> {}
        }
    }

    private static SecondSample late(SecondSample second, double millis) {
        return new SecondSample(
                second.at(),
                second.stage(),
                second.scheduled(),
                second.succeeded(),
                second.failed(),
                second.inFlight(),
                slower(second.latency(), millis),
                millis);
    }

    private static LatencySummary slower(LatencySummary all, double millis) {
        return new LatencySummary(
                all.count(),
                all.p50Millis(),
                all.p90Millis() + millis,
                all.p99Millis() + millis,
                all.p999Millis() + millis,
                all.maxMillis() + millis);
    }

    static final List<Spoiling> HARMLESS = List.of(LATE_SIGHT, HPA_STATUS_ALONE, METRICS_GAP, STATUS_GAP, RESTART);
    static final List<Spoiling> HIDING = List.of(TARGET_GAP, CUT_SHORT, LATE_GENERATOR);
}
