package io.scaleproof.loadtest.doctor;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.util.List;

/** Whether the HPA looks at memory, which most programs keep once they have it. */
final class MemoryCheck implements Check {
    @Override
    public String about() {
        return "memory";
    }

    @Override
    public List<Finding> look(Examined seen) {
        List<String> names =
                seen.settings().metrics().stream().map(Metric::name).toList();
        if (!names.contains("memory")) {
            return List.of();
        }
        return List.of(Finding.note(
                names.contains("cpu")
                        ? "the HPA looks at memory, too, which seldom goes down: pods may stay when the load is gone"
                        : "the HPA looks at memory and not at CPU: memory seldom goes down, so pods may stay when the load is gone",
                seen.edit() + ", and scale by CPU or by what the service counts"));
    }
}
