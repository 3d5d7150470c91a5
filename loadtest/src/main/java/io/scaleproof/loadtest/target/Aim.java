package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.List;
import java.util.Optional;

/**
 * What is meant by the names that were given, or by none.
 *
 * @param service the Service that was given, or the stack's own; empty where the HPA was meant
 * @param autoscalers all HPAs of the namespace
 * @param hpa the one that is meant; empty where none scales what the Service leads to
 * @param target what that scales; empty where it does not exist
 * @param objection why there is no autoscaling of it to prove; empty where there is. A look at it is possible all the same
 */
public record Aim(
        Optional<Service> service,
        List<HorizontalPodAutoscaler> autoscalers,
        Optional<HorizontalPodAutoscaler> hpa,
        Optional<ScaleTarget> target,
        Optional<CouldNotRun> objection) {}
