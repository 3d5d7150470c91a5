package io.scaleproof.loadtest.doctor;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.Pod;
import io.scaleproof.loadtest.target.MetricsApi;
import io.scaleproof.loadtest.watch.PodMeasurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the pods are measured, of late, and often enough. */
final class MeasurementsCheck implements Check {
    /** The controller's default; its flag cannot be read through the API. */
    private static final Duration SYNC = Duration.ofSeconds(15);
    /** Windows of a metrics-server that measures every 15 s are up to some seconds longer. */
    private static final Duration SLOW = SYNC.multipliedBy(2);
    /** What kubelets measure is that much old before they are asked. */
    private static final Duration KUBELET = Duration.ofSeconds(15);

    @Override
    public String about() {
        return "measurements";
    }

    @Override
    public List<Finding> look(Examined seen) {
        if (running(seen).isEmpty()
                || seen.settings().metrics().stream()
                        .noneMatch(metric -> metric.source().endsWith("Resource"))) {
            return List.of();
        }
        return seen.metricsApi().findings(api -> switch (api) {
            case MetricsApi.There(String json) -> look(seen, PodMeasurement.list(json));
            // Said already, of the API.
            case MetricsApi.Absent(), MetricsApi.Unavailable(String _) -> List.of();
        });
    }

    private static List<Finding> look(Examined seen, List<PodMeasurement> measurements) {
        Map<String, PodMeasurement> measured =
                measurements.stream().collect(toMap(PodMeasurement::pod, each -> each, (one, _) -> one));
        List<Finding> findings = new ArrayList<>();
        unmeasured(seen, measured).ifPresent(findings::add);
        List<PodMeasurement> own = running(seen).stream()
                .map(pod -> pod.getMetadata().getName())
                .filter(measured::containsKey)
                .map(measured::get)
                .toList();
        own.stream()
                .min(Comparator.comparing(PodMeasurement::timestamp))
                .flatMap(oldest -> old(seen, oldest))
                .ifPresent(findings::add);
        own.stream()
                .max(Comparator.comparing(PodMeasurement::window))
                .filter(longest -> longest.window().compareTo(SLOW) > 0)
                .ifPresent(longest -> findings.add(slow(longest)));
        return findings.isEmpty() ? List.of(Finding.ok("of all %d pods that run".formatted(own.size()))) : findings;
    }

    private static List<Pod> running(Examined seen) {
        return seen.own().stream()
                .filter(pod -> pod.getStatus().getPhase().equals("Running"))
                .toList();
    }

    private static Optional<Finding> unmeasured(Examined seen, Map<String, PodMeasurement> measured) {
        List<Pod> without = running(seen).stream()
                .filter(pod -> !measured.containsKey(pod.getMetadata().getName()))
                .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(
                ", ", without.stream().map(pod -> pod.getMetadata().getName()).toList());
        return Optional.of(
                without.stream().allMatch(seen::isYoung)
                        ? Finding.note(
                                "pods that are too young to have been measured: " + names,
                                "the same command in a minute")
                        : Finding.wrong(
                                "pods that run and are not measured: " + names,
                                "kubectl top pods -n %s; kubectl logs -n kube-system -l k8s-app=metrics-server"
                                        .formatted(seen.namespace())));
    }

    private static Optional<Finding> old(Examined seen, PodMeasurement oldest) {
        Duration age = Duration.between(oldest.timestamp(), seen.at());
        return age.compareTo(oldest.window().multipliedBy(2).plus(KUBELET)) <= 0
                ? Optional.empty()
                : Optional.of(Finding.wrong(
                        "what is known of pod %s is %d s old, and was measured over %d s: the HPA decides by the past"
                                .formatted(
                                        oldest.pod(),
                                        age.toSeconds(),
                                        oldest.window().toSeconds()),
                        "kubectl logs -n kube-system -l k8s-app=metrics-server"));
    }

    private static Finding slow(PodMeasurement longest) {
        return Finding.note(
                "the metrics API averages over %d s and the HPA looks every %d s: it reacts that much later"
                        .formatted(longest.window().toSeconds(), SYNC.toSeconds()),
                "a metrics-server with --metric-resolution=15s (minikube addons disable metrics-server, and install it)");
    }
}
