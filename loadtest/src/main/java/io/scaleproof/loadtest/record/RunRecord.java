package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Everything one run planned, saw and concluded.
 *
 * @param schema version of this record's JSON form, {@link #SCHEMA}
 * @param started the run's zero on the wall clock; every {@code at} is relative to it
 * @param length how long was watched, from the run's zero
 * @param outcome what the run as a whole came to
 * @param reason why the run could not be judged and what to do about it; empty for a run that was judged
 * @param target what was loaded and watched
 * @param environment versions and sizes of all that took part
 * @param plan the stages of load as they were sent
 * @param calibration how the rate was chosen; empty when the plan gave rates outright
 * @param foreignLoad who sent the load, if it was not the load test; then there are no stages, seconds and latencies
 * @param contract the limits the run was held to
 * @param verdicts one per clause of the contract, in the contract's order
 * @param generator whether the load generator itself kept its schedule
 * @param totals latency of every answered request of the run
 * @param stageLatencies the same by stage, in the plan's order
 * @param seconds the load, second by second
 * @param autoscaler the HPA's settings as the API server returned them; empty when there was no HPA
 * @param hpa every distinct status of the HPA, in order
 * @param deployments every distinct state of the object that the HPA scales, in order
 * @param endpoints every distinct state of the Service's endpoints, in order
 * @param usages CPU and memory of each pod each time the metrics API had something new
 * @param counters CPU of each pod by the counter that it keeps of itself, where it keeps one
 * @param metricReadings what the custom and external metrics APIs said of the HPA's metrics each time something was new; reports of
 *     before have none
 * @param pods every pod seen, in order of creation
 * @param nodes every distinct state of the nodes that those pods were on, in order; none where nodes may not be watched, and in reports
 *     of before
 * @param events the namespace's events concerning what was watched
 * @param decisions the HPA's decisions with their explanation
 * @param reactions each scale-up taken apart
 * @param ledger every failed request
 * @param watch what could not be seen
 * @param simulation what the simulator predicted for the same plan and settings, when it was asked
 * @param elasticity how well the pods that were ready followed those that the load needed; empty where that is not known
 */
public record RunRecord(
        int schema,
        Instant started,
        Duration length,
        RunOutcome outcome,
        Optional<String> reason,
        Target target,
        Environment environment,
        PlanRun plan,
        Optional<Calibration> calibration,
        Optional<ForeignLoad> foreignLoad,
        Contract contract,
        List<Verdict> verdicts,
        GeneratorHealth generator,
        LatencySummary totals,
        Map<String, LatencySummary> stageLatencies,
        List<SecondSample> seconds,
        Optional<HpaSettings> autoscaler,
        List<HpaSample> hpa,
        List<DeploymentSample> deployments,
        List<EndpointSample> endpoints,

        @JsonSerialize(using = UsageTable.Writer.class) @JsonDeserialize(using = UsageTable.Reader.class)
        List<PodUsage> usages,

        @JsonSerialize(using = UsageTable.Writer.class) @JsonDeserialize(using = UsageTable.Reader.class)
        List<PodUsage> counters,

        @JsonSerialize(using = MetricTable.Writer.class) @JsonDeserialize(using = MetricTable.Reader.class)
        List<MetricReading> metricReadings,

        List<PodLife> pods,
        List<NodeSample> nodes,
        List<ClusterEvent> events,
        List<Decision> decisions,
        List<ScaleUpReaction> reactions,
        Ledger ledger,
        WatchHealth watch,
        Optional<Simulation> simulation,
        Optional<Elasticity> elasticity) {

    /** The version of the JSON form that this code writes. */
    public static final int SCHEMA = 3;

    public RunRecord {
        verdicts = List.copyOf(verdicts);
        stageLatencies = Collections.unmodifiableMap(new LinkedHashMap<>(stageLatencies));
        seconds = List.copyOf(seconds);
        hpa = List.copyOf(hpa);
        deployments = List.copyOf(deployments);
        endpoints = List.copyOf(endpoints);
        usages = List.copyOf(usages);
        counters = List.copyOf(counters);
        metricReadings = metricReadings == null ? List.of() : List.copyOf(metricReadings);
        pods = List.copyOf(pods);
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        events = List.copyOf(events);
        decisions = List.copyOf(decisions);
        reactions = List.copyOf(reactions);
    }

    /** Whether the load was somebody else's, of which nothing is known but what it did to the pods. */
    public boolean isWatched() {
        return foreignLoad.isPresent();
    }

    /** When the load was over, as far as is known: a load that is only watched may go on. */
    public Duration loadEnd() {
        return isWatched() ? length : plan.length();
    }

    /** The same run with its verdicts, and the outcome that follows from them. */
    public RunRecord judged(RunOutcome newOutcome, List<Verdict> newVerdicts) {
        return with(newOutcome, newVerdicts, decisions, simulation, elasticity);
    }

    /** The same run with its decisions explained. */
    public RunRecord explained(List<Decision> newDecisions) {
        return with(outcome, verdicts, newDecisions, simulation, elasticity);
    }

    /** The same run beside a prediction of it. */
    public RunRecord beside(Simulation newSimulation) {
        return with(outcome, verdicts, decisions, Optional.of(newSimulation), elasticity);
    }

    /** The same run with its figures of elasticity. */
    public RunRecord measured(Optional<Elasticity> newElasticity) {
        return with(outcome, verdicts, decisions, simulation, newElasticity);
    }

    private RunRecord with(
            RunOutcome newOutcome,
            List<Verdict> newVerdicts,
            List<Decision> newDecisions,
            Optional<Simulation> newSimulation,
            Optional<Elasticity> newElasticity) {
        return new RunRecord(
                schema,
                started,
                length,
                newOutcome,
                reason,
                target,
                environment,
                plan,
                calibration,
                foreignLoad,
                contract,
                newVerdicts,
                generator,
                totals,
                stageLatencies,
                seconds,
                autoscaler,
                hpa,
                deployments,
                endpoints,
                usages,
                counters,
                metricReadings,
                pods,
                nodes,
                events,
                newDecisions,
                reactions,
                ledger,
                watch,
                newSimulation,
                newElasticity);
    }
}
