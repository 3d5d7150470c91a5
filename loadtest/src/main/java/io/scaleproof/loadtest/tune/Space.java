package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.simulate.PaperKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings that are tried: for each name some values, today's among them.
 *
 * @param today all settings as they are
 * @param values what each of those that are varied may be, in order
 */
record Space(Map<String, String> today, Map<String, List<String>> values) {
    /** What is varied only where it is asked for: not every cluster lets one choose. */
    static final Set<String> ON_REQUEST = Set.of("scaleOn", "metricsResolution", "syncPeriod");

    /**
     * The space around today's settings.
     *
     * @param ground the traffic
     * @param keep names that are left as they are
     * @param vary names of {@link #ON_REQUEST} that may be varied, too
     * @throws IllegalArgumentException naming a name that there is not
     */
    static Space around(Ground ground, Set<String> keep, Set<String> vary) {
        Map<String, String> today = SettingsText.of(ground.today());
        requireKnown("--keep", keep, today.keySet());
        requireKnown("--vary", vary, ON_REQUEST);
        String target = SettingsText.target(ground.today());
        if (vary.contains("scaleOn") && !ground.today().isTargetDerived()) {
            throw new IllegalArgumentException(
                    "--vary scaleOn derives every target from targetCpuUtilization, and %s is given: leave it out, or leave scaleOn out"
                            .formatted(target));
        }
        if (!vary.contains("scaleOn") && today.get("scaleOn").equals("cpu")) {
            today.remove("requestWindowSeconds");
        }
        int peak = ground.peak();
        int min = ground.today().settings().minReplicas();
        int max = ground.today().settings().maxReplicas();
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("scaleOn", PaperKeys.signals());
        values.put(target, targets(ground.today()));
        if (today.containsKey("requestWindowSeconds")) {
            values.put("requestWindowSeconds", List.of("4", "6", "10", "20", "30"));
        }
        values.put("minReplicas", wholes(min, peak, min, min + 1, min + 2, peak / 4, peak / 2));
        values.put(
                "maxReplicas", wholes(Math.max(peak, min), 1_000, max, peak, peak + peak / 4 + 1, peak + peak / 2 + 1));
        values.put("scaleUpWindowSeconds", List.of("0", "15", "30", "60"));
        values.put(
                "scaleUpPolicies",
                List.of(Math.max(max, peak) + "pods/15s", "4pods/15s,100%/15s", "100%/15s", "2pods/15s", "1pods/15s"));
        values.put("scaleUpTolerance", List.of("0.02", "0.05", "0.1", "0.2"));
        values.put("scaleDownWindowSeconds", List.of("0", "15", "30", "60", "120", "180", "300", "600"));
        values.put("scaleDownPolicies", List.of("100%/15s", "50%/60s", "10%/60s", "1pods/15s", "1pods/60s"));
        values.put("scaleDownTolerance", List.of("0.02", "0.05", "0.1", "0.2"));
        values.put("metricsResolution", List.of("10s", "15s", "30s", "60s"));
        values.put("syncPeriod", List.of("5s", "10s", "15s", "30s"));
        ON_REQUEST.stream().filter(name -> !vary.contains(name)).forEach(values::remove);
        keep.forEach(values::remove);
        values.replaceAll((name, some) -> withToday(some, today.get(name)));
        return new Space(today, values);
    }

    private static void requireKnown(String option, Set<String> given, Set<String> known) {
        Set<String> unknown = new TreeSet<>(given);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s names %s; it may name %s".formatted(option, unknown, new TreeSet<>(known)));
        }
    }

    private static List<String> withToday(List<String> values, String today) {
        List<String> all = new ArrayList<>(values);
        if (!all.contains(today)) {
            all.addFirst(today);
        }
        return all;
    }

    /** From half of today's to a fifth above it: what is above fills pods beyond what is full today. */
    private static List<String> targets(Paper today) {
        List<String> targets = new ArrayList<>();
        for (double part = 0.5; part < 1.21; part += 0.1) {
            double target = today.target() * part;
            targets.add(
                    today.isTargetDerived()
                            ? String.valueOf(Math.max(1, Math.round(target)))
                            : SettingsText.number(Math.max(1, Math.round(target * 1e3)) / 1e3));
        }
        return targets.stream().distinct().toList();
    }

    private static List<String> wholes(int least, int most, int... numbers) {
        TreeSet<Integer> sorted = new TreeSet<>();
        for (int number : numbers) {
            sorted.add(Math.clamp(number, least, Math.max(least, most)));
        }
        return sorted.stream().map(String::valueOf).toList();
    }

    /** Any of them, each value alike likely. */
    Map<String, String> any(Random random) {
        Map<String, String> settings = new LinkedHashMap<>(today);
        values.forEach((name, some) -> settings.put(name, some.get(random.nextInt(some.size()))));
        return settings;
    }

    /** {@code settings} with another value of one name. */
    static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(name, value);
        return changed;
    }

    /** How many there are. */
    double size() {
        return values.values().stream().mapToDouble(List::size).reduce(1, (one, other) -> one * other);
    }
}
