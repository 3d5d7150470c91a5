package io.scaleproof.loadtest.watch;

import io.scaleproof.loadtest.run.ClusterEvent;
import io.scaleproof.loadtest.run.DeploymentSample;
import io.scaleproof.loadtest.run.EndpointSample;
import io.scaleproof.loadtest.run.HpaSample;
import io.scaleproof.loadtest.run.HpaSettings;
import io.scaleproof.loadtest.run.PodLife;
import io.scaleproof.loadtest.run.PodUsage;
import java.util.List;
import java.util.Optional;

/** All that a watch has seen, in the run's own records and on the run's own clock. */
public record Observed(
        Optional<HpaSettings> settings,
        List<HpaSample> hpa,
        List<DeploymentSample> deployments,
        List<EndpointSample> endpoints,
        List<PodUsage> usages,
        List<PodLife> pods,
        List<ClusterEvent> events) {}
