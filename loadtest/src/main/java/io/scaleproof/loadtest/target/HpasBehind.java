package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a namespace's HPAs scale what a Service leads to.
 *
 * @param fitting these, in order, with what they scale
 * @param missing why the objects of some could not be looked into: they do not exist
 * @param refused why others could not: perhaps they are the ones that are meant
 */
record HpasBehind(
        Service service,
        Map<HorizontalPodAutoscaler, ScaleTarget> fitting,
        List<CouldNotRun> missing,
        List<CouldNotRun> refused) {

    static HpasBehind of(Service service, List<HorizontalPodAutoscaler> all, ScaleTargets targets) {
        HpasBehind behind = new HpasBehind(service, new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        for (HorizontalPodAutoscaler hpa : all) {
            try {
                behind.add(hpa, targets.of(hpa));
            } catch (CouldNotRun e) {
                behind.refused.add(e);
            } catch (KubernetesClientException e) {
                if (e.getCode() <= 0) {
                    // Without an answer the next question would wait as long.
                    throw e;
                }
                behind.refused.add(ApiErrors.couldNotRun(e));
            }
        }
        return behind;
    }

    private void add(HorizontalPodAutoscaler hpa, ScaleTargets.Found found) {
        switch (found) {
            case ScaleTargets.There(ScaleTarget target) -> {
                if (target.isServedBy(service)) {
                    fitting.put(hpa, target);
                }
            }
            case ScaleTargets.Missing(CouldNotRun why) -> missing.add(why);
        }
    }

    List<HorizontalPodAutoscaler> hpas() {
        return List.copyOf(fitting.keySet());
    }
}
