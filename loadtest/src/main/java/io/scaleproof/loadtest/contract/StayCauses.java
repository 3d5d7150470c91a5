package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.hpa.Standstill;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why the HPA kept pods that the load no longer needed. */
final class StayCauses {
    private static final int SHORT_WINDOW_SECONDS = 60;
    private static final Duration STEP = Duration.ofSeconds(1);

    private final RunRecord run;
    private final Remedies remedies;

    StayCauses(RunRecord run, Remedies remedies) {
        this.run = run;
        this.remedies = remedies;
    }

    /** What keeps pods. */
    private enum Keeper {
        /** What it measures, or measured within its window: by that as many are needed as there are. */
        USE,
        /** It has no figures. */
        BLINDNESS,
        /** It does not look. */
        STANDSTILL,
        /** Its window, its policies. */
        RULES
    }

    /** For how long each kept them, the last status that shows it, and when the HPA stood still. */
    private record Kept(Map<Keeper, Duration> times, Map<Keeper, HpaSample> last, List<Standstill> stills) {
        Keeper longest() {
            return times.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(Keeper.RULES);
        }
    }

    /** Whether for most of that time the pods used so much that the HPA had to keep them. */
    boolean byUse(Duration from, Duration to) {
        return kept(from, to).longest() == Keeper.USE;
    }

    /** What kept them for most of that time. */
    Cause of(Duration from, Duration to) {
        Kept kept = kept(from, to);
        return switch (kept.longest()) {
            case USE -> use(kept.last().get(Keeper.USE));
            case BLINDNESS -> blind(kept.last().get(Keeper.BLINDNESS));
            case STANDSTILL ->
                new Cause(
                        kept.stills().stream()
                                .filter(still -> still.from().compareTo(to) < 0
                                        && still.to().compareTo(from) > 0)
                                .findFirst()
                                .orElseThrow()
                                .words(),
                        Remedies.CONTROLLER);
            // Without an HPA no need is known, and nothing is judged by it.
            case RULES -> rules(run.autoscaler().orElseThrow().scaleDown());
        };
    }

    /** Second by second, from when its figures no longer tell of the load before. */
    private Kept kept(Duration from, Duration to) {
        Map<Keeper, Duration> times = new EnumMap<>(Keeper.class);
        Map<Keeper, HpaSample> last = new EnumMap<>(Keeper.class);
        // Found by a replay of the metrics, and so only for runs whose pods stayed.
        List<Standstill> stills = Standstill.of(run);
        Duration since = from.plus(Facts.stillSeen(run));
        for (Duration at = since; at.compareTo(to) < 0; at = at.plus(STEP)) {
            List<HpaSample> window = window(since, at);
            if (!window.isEmpty()) {
                Optional<HpaSample> demanding = demanding(window, since);
                Keeper keeper = isStill(stills, at) ? Keeper.STANDSTILL : keeper(window.getLast(), demanding);
                times.merge(keeper, STEP, Duration::plus);
                last.put(keeper, keeper == Keeper.USE ? demanding.orElseThrow() : window.getLast());
            }
        }
        return new Kept(times, last, stills);
    }

    private static boolean isStill(List<Standstill> stills, Duration at) {
        return stills.stream().anyMatch(still -> still.isAt(at));
    }

    private static Keeper keeper(HpaSample now, Optional<HpaSample> demanding) {
        if (now.blindness().isPresent()) {
            return Keeper.BLINDNESS;
        }
        return demanding.isPresent() ? Keeper.USE : Keeper.RULES;
    }

    /** What of its figures the HPA remembers at a time: it goes by the highest of its stabilization window. */
    private List<HpaSample> window(Duration since, Duration at) {
        Duration stabilization = run.autoscaler()
                .map(settings -> settings.scaleDown().stabilizationWindow())
                .orElse(Duration.ZERO);
        Duration begin = at.minus(stabilization).compareTo(since) > 0 ? at.minus(stabilization) : since;
        List<HpaSample> known = run.hpa().stream()
                .filter(status -> status.at().compareTo(at) <= 0)
                .toList();
        int first = 0;
        while (first + 1 < known.size() && known.get(first + 1).at().compareTo(begin) <= 0) {
            first++;
        }
        return known.subList(first, known.size());
    }

    /** The latest by which as many pods were needed as there are at the window's end; what it remembers of the load is not. */
    private Optional<HpaSample> demanding(List<HpaSample> window, Duration since) {
        HpaSample now = window.getLast();
        int pods = now.currentReplicas();
        int minimum = run.autoscaler().map(HpaSettings::minReplicas).orElse(1);
        return window.reversed().stream()
                .filter(status -> status.equals(now) || isFoundAfter(since, status))
                .filter(status -> status.blindness().isEmpty())
                .filter(status -> pods > minimum
                        && highest(status)
                                .filter(measured -> measured.asked(status) >= pods)
                                .isPresent())
                .findFirst();
    }

    /** Whether a sync after that time, too, found what a status says: as long as nothing changes, none is written. */
    private boolean isFoundAfter(Duration since, HpaSample status) {
        Duration next = run.hpa().stream()
                .map(HpaSample::at)
                .filter(at -> at.compareTo(status.at()) > 0)
                .findFirst()
                .orElse(run.length());
        return status.at().compareTo(since) >= 0 || next.minus(Facts.SYNC).compareTo(since) >= 0;
    }

    /** The metric that asks for most. */
    private Optional<Measured> highest(HpaSample status) {
        return run.autoscaler().stream()
                .flatMap(settings -> MetricFigure.all(settings, status)
                        .map(figure -> new Measured(
                                figure.metric(),
                                figure.share(),
                                settings.scaleDown().tolerance())))
                .max(Comparator.comparingInt(measured -> measured.asked(status)));
    }

    /** A metric, how much of its target was measured, and how much less than all of it lets no pod go. */
    private record Measured(Metric metric, double ratio, double tolerance) {
        int asked(HpaSample status) {
            return ratio >= 1 - tolerance ? Math.max(status.currentReplicas(), upTo(status)) : upTo(status);
        }

        private int upTo(HpaSample status) {
            return (int) Math.ceil(ratio * status.currentReplicas() - 1e-9);
        }
    }

    private Cause use(HpaSample status) {
        Measured measured = highest(status).orElseThrow();
        return new Cause(
                "the HPA measured %.0f %% of its target for %s on %s, which asks for %d: they use it by themselves, for the load"
                                .formatted(
                                        measured.ratio() * 100,
                                        measured.metric().name(),
                                        Words.pods(status.currentReplicas()),
                                        measured.asked(status))
                        + " does not",
                "see what they do at rest: kubectl top pods -n %s --containers; else %s"
                        .formatted(run.target().namespace(), remedies.moreRoom()));
    }

    private Cause blind(HpaSample status) {
        return new Cause(
                "the HPA was blind (%s)"
                        .formatted(status.blindness().orElseThrow().reason()),
                remedies.describeHpa());
    }

    private Cause rules(HpaSettings.Rules rules) {
        long window = rules.stabilizationWindow().toSeconds();
        if (rules.selectPolicy().equals("Disabled")) {
            return new Cause("scaling down is disabled", remedies.describeHpa());
        }
        return window > SHORT_WINDOW_SECONDS
                ? new Cause(
                        "the scale-down window is %d s".formatted(window),
                        remedies.scaleDownWindow(SHORT_WINDOW_SECONDS))
                : new Cause(
                        "the scale-down policies allow %s".formatted(Words.policies(rules)),
                        remedies.scaleDownPolicies());
    }
}
