package io.scaleproof.loadtest.doctor;

import io.scaleproof.loadtest.record.HpaSettings;
import java.util.List;

/** Whether minReplicas and maxReplicas leave anything to be scaled. */
final class BoundsCheck implements Check {
    @Override
    public String about() {
        return "min and max";
    }

    @Override
    public List<Finding> look(Examined seen) {
        HpaSettings settings = seen.settings();
        int there = seen.own().size();
        if (settings.minReplicas() == settings.maxReplicas()) {
            return List.of(Finding.wrong(
                    "minReplicas and maxReplicas are both %d: it can never scale".formatted(settings.maxReplicas()),
                    seen.edit() + ", and set maxReplicas to what the peak needs"));
        }
        if (there > settings.maxReplicas()) {
            return List.of(Finding.wrong(
                    "%d pods are there and maxReplicas is %d: the HPA takes %d away, whatever their load"
                            .formatted(there, settings.maxReplicas(), there - settings.maxReplicas()),
                    seen.edit() + ", and set maxReplicas to %d or more".formatted(there)));
        }
        return List.of(
                Finding.ok("%d to %d pods, %d there".formatted(settings.minReplicas(), settings.maxReplicas(), there)));
    }
}
