package io.scaleproof.loadtest.watch;

import io.scaleproof.loadtest.record.ClusterEvent;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.EndpointSample;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.NodeSample;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import java.util.List;
import java.util.Optional;

/** All that a watch has seen, in the run's own records and on the run's own clock. */
public record Observed(
        Optional<HpaSettings> settings,
        List<HpaSample> hpa,
        List<DeploymentSample> deployments,
        List<EndpointSample> endpoints,
        List<PodUsage> usages,
        List<MetricReading> metricReadings,
        List<PodLife> pods,
        List<NodeSample> nodes,
        List<ClusterEvent> events) {}
