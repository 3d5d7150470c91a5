package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.elasticity.ElasticityWords;
import io.scaleproof.loadtest.hpa.Agreement;
import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.need.NeedWords;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.ForeignLoad;
import io.scaleproof.loadtest.record.Nodes;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Simulation;
import java.util.List;
import java.util.Locale;

/** All that report.html shows of a run. */
record ReportView(
        OutcomeView outcome,
        List<TileView> tiles,
        List<VerdictView> verdicts,
        List<Chart> charts,
        String agreement,
        List<DecisionView> changes,
        List<DecisionView> rests,
        List<ReactionView> reactions,
        boolean reactionsOfRequests,
        List<ReactionView.Part> medians,
        String medianPods,
        List<ElasticityView> elasticity,
        String elasticityLead,
        List<LifeView> lives,
        String livesLead,
        List<EventView> events,
        String eventsSummary,
        String ledgerLead,
        List<FailureView> failures,
        List<SimulatedView> simulated,
        List<String> assumptions,
        List<FactsView> facts,
        String need,
        boolean sent,
        List<String> said,
        List<String> trims,
        List<String> unseen) {

    static ReportView of(RunRecord run, List<Chart> charts) {
        return new ReportView(
                OutcomeView.of(run),
                TileView.of(run),
                run.verdicts().stream().map(VerdictView::of).toList(),
                charts,
                agreement(run.decisions()),
                decisions(run, true),
                decisions(run, false),
                ReactionView.of(run.reactions()),
                run.reactions().stream().anyMatch(reaction -> reaction.metric().isPresent()),
                ReactionView.medians(run.reactions()),
                Words.count(
                        run.reactions().stream()
                                .mapToLong(reaction -> reaction.pods().size())
                                .sum(),
                        "pod",
                        "pods"),
                run.elasticity().map(ElasticityView::of).orElse(List.of()),
                run.elasticity()
                        .map(ElasticityWords::of)
                        .map(ReportView::sentence)
                        .orElse(""),
                LifeView.of(run),
                livesLead(run),
                EventView.of(run.events()),
                EventView.summary(run.events()),
                FailureView.lead(run),
                FailureView.of(run),
                run.simulation()
                        .map(simulation -> SimulatedView.of(simulation, run.verdicts()))
                        .orElse(List.of()),
                run.simulation().map(Simulation::assumptions).orElse(List.of()),
                FactsView.of(run),
                sentence(NeedWords.of(Need.of(run))),
                !run.isWatched(),
                run.foreignLoad().map(ForeignLoad::said).orElse(List.of()),
                TrimView.of(run),
                UnseenView.of(run));
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    private static List<DecisionView> decisions(RunRecord run, boolean changes) {
        return run.decisions().stream()
                .filter(decision -> changes == isShown(decision))
                .map(DecisionView::of)
                .toList();
    }

    /** Changes, and what was predicted otherwise. */
    private static boolean isShown(Decision decision) {
        return decision.from() != decision.to() || !decision.agrees();
    }

    private static String agreement(List<Decision> decisions) {
        Agreement agreement = Agreement.of(decisions);
        if (agreement.syncs() == 0) {
            return "No sync of the HPA was seen that could be replayed.";
        }
        String rate = "The HPA's published algorithm, replayed on the metrics seen at each sync, predicts %d of %s (%s)"
                .formatted(
                        agreement.agreed(),
                        Words.count(agreement.syncs(), "sync", "syncs"),
                        Words.percent(agreement.rate()));
        String changes = agreement.changes() == 0
                ? ", none of which changed the number of pods."
                : ", and %d of the %s of the number of pods."
                        .formatted(agreement.changesAgreed(), Words.count(agreement.changes(), "change", "changes"));
        return rate + changes + (agreement.disagreements().isEmpty() ? "" : " Where they differ, the row is marked.");
    }

    private static String livesLead(RunRecord run) {
        int all = run.pods().size();
        return "%s, %salong the run's axis. The number is of the requests that it answered."
                .formatted(
                        all > LifeView.AT_MOST
                                ? "The first %d of %s".formatted(LifeView.AT_MOST, Words.count(all, "pod", "pods"))
                                : "Every pod that was seen",
                        new Nodes(run).areSeveral() ? "by the node that it was on, " : "");
    }

    boolean noVerdicts() {
        return verdicts.isEmpty();
    }

    boolean hasVerdicts() {
        return !verdicts.isEmpty();
    }

    boolean hasDecisions() {
        return !changes.isEmpty();
    }

    boolean hasRests() {
        return !rests.isEmpty();
    }

    String restsSummary() {
        return "%s more that changed nothing".formatted(Words.count(rests.size(), "sync", "syncs"));
    }

    String reactionLead() {
        return reactions.isEmpty()
                ? "No scale-up followed a load."
                : "From the rise of the load to the first request that a new pod answers. Shown is the middle pod of each"
                        + " scale-up; its parts sum to the whole."
                        + (reactionsOfRequests
                                ? " Scrape and window: until the metrics API's answer was above the target; query and sync: from"
                                        + " there until the HPA had asked and decided."
                                : "");
    }

    boolean hasMedians() {
        return !medians.isEmpty();
    }

    boolean hasSaid() {
        return !said.isEmpty();
    }

    boolean hasTrims() {
        return !trims.isEmpty();
    }

    boolean hasUnseen() {
        return !unseen.isEmpty();
    }

    boolean hasElasticity() {
        return !elasticity.isEmpty();
    }

    boolean hasLives() {
        return !lives.isEmpty();
    }

    boolean hasEvents() {
        return !events.isEmpty();
    }

    boolean hasFailures() {
        return !failures.isEmpty();
    }

    boolean hasSimulation() {
        return !simulated.isEmpty();
    }

    String simulationLead() {
        return "What the simulator predicts for this load and these settings, with pods that start as long as they did here."
                + " It is the dashed line in the charts.";
    }
}
