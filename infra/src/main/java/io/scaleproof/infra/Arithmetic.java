package io.scaleproof.infra;

import io.scaleproof.infra.config.Autoscaling;
import io.scaleproof.infra.config.Cpu;
import io.scaleproof.infra.config.Resources;
import io.scaleproof.infra.config.ScalingPolicy;
import io.scaleproof.infra.config.ScalingRules;
import io.scaleproof.infra.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the settings mean, in words and figures. */
final class Arithmetic {
    /** CPU that a request of {@code /load} burns unless it asks for another amount. */
    private static final int REQUEST_MILLIS = 25;

    private Arithmetic() {}

    static List<String> of(Settings settings) {
        var autoscaling = settings.autoscaling();
        var sentences = new ArrayList<String>();
        autoscaling.targetCpu().ifPresent(percent -> sentences.add(cpu(percent, settings.resources(), autoscaling)));
        autoscaling
                .targetMemory()
                .ifPresent(percent -> sentences.add(memory(percent, settings.resources(), autoscaling)));
        sentences.add(up(autoscaling));
        sentences.add(down(autoscaling.down()));
        return sentences;
    }

    private static String cpu(int percent, Resources resources, Autoscaling autoscaling) {
        Cpu full = resources.cpuRequest().percent(percent);
        Cpu all = full.times(autoscaling.maxReplicas());
        Cpu most = resources.cpuLimit().times(autoscaling.maxReplicas());
        return "a pod is full at %s (%d %% of %s); %s serve %s = %s requests/s of %d ms, and at their limit %s = %s requests/s"
                .formatted(
                        full,
                        percent,
                        resources.cpuRequest(),
                        pods(autoscaling.maxReplicas()),
                        all,
                        requestsPerSecond(all),
                        REQUEST_MILLIS,
                        most,
                        requestsPerSecond(most));
    }

    /** A core is 1,000 ms of CPU a second. */
    private static long requestsPerSecond(Cpu cpu) {
        return cpu.millis() / REQUEST_MILLIS;
    }

    private static String memory(int percent, Resources resources, Autoscaling autoscaling) {
        var full = resources.memoryRequest().percent(percent);
        return "a pod is full at %s of memory (%d %% of %s); %s %s"
                .formatted(
                        full,
                        percent,
                        resources.memoryRequest(),
                        autoscaling.maxReplicas() == 1 ? "1 pod holds" : pods(autoscaling.maxReplicas()) + " hold",
                        full.times(autoscaling.maxReplicas()));
    }

    private static String up(Autoscaling autoscaling) {
        return "a surge takes %s at most (%s) from %d to %s, each seen for %d s"
                .formatted(
                        decisions(autoscaling),
                        policies(autoscaling.up()),
                        autoscaling.minReplicas(),
                        pods(autoscaling.maxReplicas()),
                        autoscaling.up().windowSeconds());
    }

    /** One decision a period, each going as far as the most generous policy lets it. */
    private static String decisions(Autoscaling autoscaling) {
        int decisions = 0;
        for (long pods = autoscaling.minReplicas(); pods < autoscaling.maxReplicas(); decisions++) {
            pods = furthest(pods, autoscaling.up().policies());
        }
        return decisions == 1 ? "1 decision" : decisions + " decisions";
    }

    private static long furthest(long pods, List<ScalingPolicy> policies) {
        return policies.stream()
                .mapToLong(policy -> switch (policy.unit()) {
                    case PODS -> pods + policy.value();
                    case PERCENT -> (long) Math.ceil(pods * (1 + policy.value() / 100.0));
                })
                .max()
                .orElseThrow();
    }

    private static String down(ScalingRules rules) {
        return "pods go %d s after they were last needed (%s)".formatted(rules.windowSeconds(), policies(rules));
    }

    private static String policies(ScalingRules rules) {
        return rules.policies().stream().map(ScalingPolicy::toString).collect(Collectors.joining(", "));
    }

    private static String pods(int count) {
        return count == 1 ? "1 pod" : count + " pods";
    }
}
