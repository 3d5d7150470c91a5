package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.elasticity.RunElasticity;
import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run on a cluster, and the same load on paper.
 *
 * @param real what was seen
 * @param fitted on the model that the report draws: pods as fast as these were, and the run's own phases of metrics and syncs
 * @param blind on the standard model, which knows of the run what a request costs and nothing else: medians over nine phases
 */
record Hindcast(String name, Facts real, Facts fitted, Facts blind) {
    private static final List<Duration> PHASES =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(7), Duration.ofSeconds(12));

    /**
     * What is compared.
     *
     * @param firstDecision seconds from when more than the minimum was needed until more pods were asked for
     * @param capacity seconds from then until as many were ready as the load's height needed; empty where they never were
     */
    record Facts(Optional<Double> firstDecision, Optional<Double> capacity, double podHours, int mostPods) {

        static Facts of(RunRecord run, Need.Known need) {
            Duration asked = need.moments().stream()
                    .filter(moment -> moment.fewest() > need.minimum())
                    .map(Moment::at)
                    .findFirst()
                    .orElseThrow();
            int height = need.moments().stream().mapToInt(Moment::fewest).max().orElseThrow();
            int before = run.deployments().stream()
                    .filter(sample -> sample.at().compareTo(asked) <= 0)
                    .mapToInt(DeploymentSample::wanted)
                    .reduce(need.minimum(), (_, later) -> later);
            Elasticity elasticity = RunElasticity.of(run).orElseThrow();
            return new Facts(
                    first(run, asked, sample -> sample.wanted() > before),
                    first(run, asked, sample -> sample.ready() >= height),
                    elasticity.podHours(),
                    run.deployments().stream()
                            .mapToInt(DeploymentSample::wanted)
                            .max()
                            .orElse(0));
        }

        private static Optional<Double> first(
                RunRecord run, Duration from, Function<DeploymentSample, Boolean> reached) {
            return run.deployments().stream()
                    .filter(sample -> sample.at().compareTo(from) > 0 && reached.apply(sample))
                    .findFirst()
                    .map(sample -> sample.at().minus(from).toMillis() / 1e3);
        }

        private static Facts median(List<Facts> all) {
            return new Facts(
                    optionalMedian(all, Facts::firstDecision),
                    optionalMedian(all, Facts::capacity),
                    middle(all.stream().map(Facts::podHours).toList()),
                    (int) middle(
                            all.stream().map(one -> (double) one.mostPods()).toList()));
        }

        private static Optional<Double> optionalMedian(List<Facts> all, Function<Facts, Optional<Double>> figure) {
            List<Double> there =
                    all.stream().flatMap(one -> figure.apply(one).stream()).toList();
            return there.size() * 2 <= all.size() ? Optional.empty() : Optional.of(middle(there));
        }
    }

    static Hindcast of(String name, RunRecord run) {
        Need.Known need = (Need.Known) Need.of(run);
        Scenario scenario = Scenario.of(run).orElseThrow();
        List<Facts> blind = new ArrayList<>();
        for (Duration metrics : PHASES) {
            for (Duration sync : PHASES) {
                blind.add(Facts.of(
                        Simulator.run(on(scenario, standard(scenario, need.pod(), metrics, sync)), run.started()),
                        need));
            }
        }
        return new Hindcast(
                name, Facts.of(run, need), Facts.of(Simulator.run(scenario, run.started()), need), Facts.median(blind));
    }

    private static Scenario on(Scenario scenario, Model model) {
        return new Scenario(
                scenario.name(),
                scenario.purpose(),
                scenario.stages(),
                scenario.settings(),
                scenario.contract(),
                model,
                scenario.weather(),
                scenario.sizing(),
                scenario.signal());
    }

    private static Model standard(Scenario scenario, FullPod pod, Duration metricsPhase, Duration syncPhase) {
        Model fitted = scenario.model();
        boolean byCpu = scenario.signal().isCpu();
        Model standard = Model.standard(scenario.settings().metrics().getFirst());
        return new Model(
                fitted.cpuRequestMillicores(),
                fitted.cpuLimitMillicores(),
                byCpu ? pod.idleMillicores() : standard.idleMillicores(),
                byCpu ? pod.fullMillicores() : standard.fullMillicores(),
                standard.started(),
                standard.ready(),
                standard.startCpuMillis(),
                standard.stopped(),
                standard.queue(),
                standard.metricsResolution(),
                metricsPhase,
                syncPhase,
                standard.controller(),
                standard.scraping());
    }

    /** By how many seconds it was off; empty where both never came to it. */
    static Optional<Double> off(
            Hindcast hindcast, Function<Hindcast, Facts> paper, Function<Facts, Optional<Double>> figure) {
        Optional<Double> real = figure.apply(hindcast.real());
        Optional<Double> predicted = figure.apply(paper.apply(hindcast));
        if (real.isPresent() != predicted.isPresent()) {
            throw new AssertionError("%s: real %s, on paper %s".formatted(hindcast.name(), real, predicted));
        }
        return real.map(seconds -> predicted.orElseThrow() - seconds);
    }

    /** By what part of the real pod-hours those on paper were off. */
    static double podHoursOff(Hindcast hindcast, Function<Hindcast, Facts> paper) {
        return paper.apply(hindcast).podHours() / hindcast.real().podHours() - 1;
    }

    static double middle(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted(Comparator.naturalOrder()).toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
