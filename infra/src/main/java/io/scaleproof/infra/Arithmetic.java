package io.scaleproof.infra;

import io.scaleproof.infra.config.Autoscaling;
import io.scaleproof.infra.config.Cpu;
import io.scaleproof.infra.config.Quantity;
import io.scaleproof.infra.config.RequestTargets;
import io.scaleproof.infra.config.Resources;
import io.scaleproof.infra.config.ScalingPolicy;
import io.scaleproof.infra.config.ScalingRules;
import io.scaleproof.infra.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the settings mean, in words and figures. */
final class Arithmetic {
    private Arithmetic() {}

    static List<String> of(Settings settings) {
        var autoscaling = settings.autoscaling();
        var sentences = new ArrayList<String>();
        autoscaling.targetCpu().ifPresent(percent -> sentences.add(cpu(percent, settings.resources(), autoscaling)));
        autoscaling
                .targetMemory()
                .ifPresent(percent -> sentences.add(memory(percent, settings.resources(), autoscaling)));
        sentences.addAll(requests(autoscaling));
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
                        RequestTargets.REQUEST_MILLIS,
                        most,
                        requestsPerSecond(most));
    }

    /** A core is 1,000 ms of CPU a second. */
    private static long requestsPerSecond(Cpu cpu) {
        return cpu.millis() / RequestTargets.REQUEST_MILLIS;
    }

    private static String memory(int percent, Resources resources, Autoscaling autoscaling) {
        var full = resources.memoryRequest().percent(percent);
        return "a pod is full at %s of memory (%d %% of %s); %s %s"
                .formatted(
                        full,
                        percent,
                        resources.memoryRequest(),
                        hold(autoscaling.maxReplicas()),
                        full.times(autoscaling.maxReplicas()));
    }

    private static List<String> requests(Autoscaling autoscaling) {
        var sentences = new ArrayList<String>();
        var targets = autoscaling.requests();
        targets.inFlight().ifPresent(target -> sentences.add(inFlight(target, autoscaling)));
        targets.rate().ifPresent(target -> sentences.add(rate(target, autoscaling)));
        targets.latencyMillis().ifPresent(millis -> sentences.add(latency(millis)));
        if (targets.any()) {
            sentences.add("a surge of requests is seen whole after %d s, and by the scrape that follows"
                    .formatted(targets.windowSeconds()));
        }
        return sentences;
    }

    /** Little's law: requests in flight are those that come in a second, times the seconds that each takes. */
    private static String inFlight(Quantity target, Autoscaling autoscaling) {
        return "a pod is full at %s requests in flight on average = %s requests/s that take %d ms each; %s %s"
                .formatted(
                        target,
                        new Quantity(target.thousandths() * 1_000 / RequestTargets.REQUEST_MILLIS),
                        RequestTargets.REQUEST_MILLIS,
                        hold(autoscaling.maxReplicas()),
                        target.times(autoscaling.maxReplicas()));
    }

    private static String rate(Quantity target, Autoscaling autoscaling) {
        return "a pod is full at %s requests/s, which burn %s of CPU if they take %d ms of it each; %s %s requests/s"
                .formatted(
                        target,
                        new Cpu(target.thousandths() * RequestTargets.REQUEST_MILLIS / 1_000),
                        RequestTargets.REQUEST_MILLIS,
                        autoscaling.maxReplicas() == 1 ? "1 pod serves" : pods(autoscaling.maxReplicas()) + " serve",
                        target.times(autoscaling.maxReplicas()));
    }

    /** As an HPA counts where a target is of the whole: pods times what is to what should be, rounded up. */
    private static String latency(int millis) {
        return "95 of 100 requests are to be answered within %d ms, %s as long as one burns (%d ms): at %d ms 4 pods become 8,"
                        .formatted(millis, times(millis), RequestTargets.REQUEST_MILLIS, 2 * millis)
                + " at %d ms 2; how full a pod is, latency does not say".formatted(millis / 2);
    }

    private static String times(int millis) {
        return new Quantity(1_000L * millis / RequestTargets.REQUEST_MILLIS).decimal() + " times";
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

    private static String hold(int count) {
        return count == 1 ? "1 pod holds" : pods(count) + " hold";
    }

    private static String pods(int count) {
        return count == 1 ? "1 pod" : count + " pods";
    }
}
