package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.record.HpaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What somebody changed of the HPA while it was watched, one change a line. */
final class HpaChanges {
    private HpaChanges() {}

    static List<String> of(List<Sighting<HorizontalPodAutoscaler>> seen, ClusterClock clock) {
        List<String> changes = new ArrayList<>();
        for (int i = 1; i < seen.size(); i++) {
            Duration at = clock.local(seen.get(i).at());
            List<String> parts = parts(
                    HpaReader.settings(seen.get(i - 1).object()),
                    HpaReader.settings(seen.get(i).object()));
            if (!at.isNegative() && !parts.isEmpty()) {
                changes.add(String.format(
                        Locale.ROOT,
                        "the HPA by somebody at %.1f s: %s; the whole run is judged by its settings at the end",
                        at.toNanos() / 1e9,
                        String.join(", ", parts)));
            }
        }
        return changes;
    }

    private static List<String> parts(HpaSettings before, HpaSettings after) {
        List<String> parts = new ArrayList<>();
        add(parts, "minReplicas", before, after, HpaSettings::minReplicas);
        add(parts, "maxReplicas", before, after, HpaSettings::maxReplicas);
        add(parts, "metrics", before, after, HpaChanges::metrics);
        add(parts, "scaleUp", before, after, settings -> rules(settings.scaleUp()));
        add(parts, "scaleDown", before, after, settings -> rules(settings.scaleDown()));
        return parts;
    }

    private static void add(
            List<String> parts,
            String name,
            HpaSettings before,
            HpaSettings after,
            Function<HpaSettings, Object> setting) {
        Object was = setting.apply(before);
        Object is = setting.apply(after);
        if (!was.equals(is)) {
            parts.add("%s %s -> %s".formatted(name, was, is));
        }
    }

    private static List<String> metrics(HpaSettings settings) {
        return settings.metrics().stream()
                .map(metric -> "%s %s".formatted(metric.words(), metric.targetWords()))
                .toList();
    }

    private static String rules(HpaSettings.Rules rules) {
        return "(window %d s, %s of %s, tolerance %s)"
                .formatted(
                        rules.stabilizationWindow().toSeconds(),
                        rules.selectPolicy(),
                        rules.policies().stream()
                                .map(policy -> "%d %s per %d s"
                                        .formatted(
                                                policy.value(),
                                                policy.type(),
                                                policy.period().toSeconds()))
                                .toList(),
                        rules.tolerance());
    }
}
