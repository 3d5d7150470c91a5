package io.scaleproof.loadtest.doctor;

import java.util.List;

/** Whether there is a metrics API that answers. */
final class MetricsApiCheck implements Check {
    @Override
    public String about() {
        return "metrics API";
    }

    @Override
    public List<Finding> look(Examined seen) {
        boolean unused = seen.autoscaler().isPresent()
                && seen.settings().metrics().stream()
                        .noneMatch(metric -> metric.source().endsWith("Resource"));
        if (unused) {
            return List.of(Finding.ok("the HPA looks at none of its metrics"));
        }
        return seen.metricsApi()
                .findings(api -> List.of(api.blindness()
                        .map(blind -> Finding.wrong(blind.why(), blind.remedy()))
                        .orElseGet(() -> Finding.ok("it answers"))));
    }
}
