package io.scaleproof.loadtest.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One case that Kubernetes' own controller computed, as golden.go wrote it. Times are seconds before the sync.
 *
 * @param source empty for Resource
 * @param values of an Object or External metric, whose sum counts
 * @param existing empty if as many exist as are wanted
 */
record GoldenCase(
        String name,
        Optional<String> source,
        Optional<List<Long>> values,
        Optional<Integer> existing,
        int min,
        int max,
        int current,
        String resource,
        String targetType,
        long target,
        double upTolerance,
        double downTolerance,
        Rules up,
        Rules down,
        List<Pod> pods,
        List<Usage> metrics,
        List<Past> recommendations,
        List<Past> ups,
        List<Past> downs,
        Expected expected) {

    /** All cases, read once. */
    static final List<GoldenCase> ALL = GoldenPod.read("golden.jsonl.gz", GoldenCase.class);

    record Rules(int window, String select, List<Policy> policies) {}

    record Policy(String type, int value, int period) {}

    record Pod(
            String name, String phase, boolean deleting, Double started, Boolean ready, double since, Long request) {}

    record Usage(String pod, long milli, double at, double window) {}

    record Past(int pods, double at) {}

    /**
     * What it concluded.
     *
     * @param able the reason of the condition {@code AbleToScale}: what the windows made of it
     * @param limited the reason of {@code ScalingLimited}: what the limits made of it
     */
    record Expected(
            String error, int replicas, long usage, int desired, Optional<String> able, Optional<String> limited) {

        void assertMatches(Conclusion conclusion, String name) {
            assertThat(conclusion.desired())
                    .as(() -> name + ": " + String.join("\n", Explanation.of(conclusion)))
                    .isEqualTo(desired);
            switch (conclusion) {
                case Conclusion.Computed computed -> {
                    assertThat(error).as(name).isNull();
                    assertThat(computed.decisive().replicas()).as(name).isEqualTo(replicas);
                    assertThat(computed.decisive().usage()).as(name).isEqualTo(usage);
                    assertThat(windows(computed.stabilization())).as(name).isEqualTo(able.orElseThrow());
                    assertThat(limits(computed)).as(name).isEqualTo(limited.orElseThrow());
                }
                case Conclusion.Blind _ -> assertThat(error).as(name).isNotNull();
                case Conclusion.Disabled _, Conclusion.OutOfRange _ ->
                    throw new AssertionError(name + ": " + conclusion);
            }
        }

        private static String windows(Stabilization stabilization) {
            return stabilization
                    .held()
                    .map(held -> held.up() ? "ScaleUpStabilized" : "ScaleDownStabilized")
                    .orElse("ReadyForNewScale");
        }

        private static String limits(Conclusion.Computed computed) {
            return switch (computed.limit().cause()) {
                case Limit.Cause.None _ -> "DesiredWithinRange";
                case Limit.Cause.Maximum _ -> "TooManyReplicas";
                case Limit.Cause.Minimum _ -> "TooFewReplicas";
                case Limit.Cause.ByPolicy _, Limit.Cause.Disabled _, Limit.Cause.Doubling _ ->
                    computed.limit().before() > computed.current() ? "ScaleUpLimit" : "ScaleDownLimit";
            };
        }
    }

    Autoscaler autoscaler() {
        var recommended = new Recommendations();
        recommendations.forEach(past -> recommended.add(past.pods(), seconds(past.at())));
        return new Autoscaler(settings(), ControllerFlags.DEFAULT, recommended, events(ups), events(downs));
    }

    Observation seen() {
        return new Observation(
                Duration.ZERO,
                current,
                existing.orElse(current),
                pods.stream().map(this::view).toList(),
                List.of(values.map(this::whole).orElseGet(this::perPod)));
    }

    private Reading whole(List<Long> all) {
        return new Reading.Whole(all.stream().mapToLong(Long::longValue).sum());
    }

    private Reading perPod() {
        return new Reading.PerPod(metrics.stream()
                .collect(Collectors.toMap(
                        Usage::pod,
                        usage -> new Measurement(usage.milli(), seconds(usage.at()), seconds(usage.window())))));
    }

    private PodView view(Pod pod) {
        return new PodView(
                pod.name(),
                PodView.Phase.valueOf(pod.phase().toUpperCase(java.util.Locale.ROOT)),
                pod.deleting(),
                Optional.ofNullable(pod.started()).map(GoldenCase::seconds),
                Optional.ofNullable(pod.ready()).map(ready -> new PodView.Readiness(ready, seconds(pod.since()))),
                pod.request() == null ? Map.of() : Map.of(resource, pod.request()));
    }

    HpaSettings settings() {
        double value = targetType.equals("Utilization") ? target : target / 1e3;
        return new HpaSettings(
                name,
                min,
                max,
                List.of(new Metric(source.orElse("Resource"), resource, targetType, value)),
                rules(up, upTolerance, Behavior.NONE_UP),
                rules(down, downTolerance, Behavior.NONE_DOWN));
    }

    static HpaSettings.Rules rules(Rules given, double tolerance, HpaSettings.Rules defaults) {
        return given == null
                ? defaults
                : new HpaSettings.Rules(
                        Duration.ofSeconds(given.window()),
                        given.select(),
                        given.policies().stream()
                                .map(policy -> new HpaSettings.Policy(
                                        policy.type(), policy.value(), Duration.ofSeconds(policy.period())))
                                .toList(),
                        tolerance);
    }

    private static ScaleEvents events(List<Past> pasts) {
        var events = new ScaleEvents();
        pasts.forEach(past -> events.add(past.pods(), seconds(past.at())));
        return events;
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Override
    public String toString() {
        return name;
    }
}
