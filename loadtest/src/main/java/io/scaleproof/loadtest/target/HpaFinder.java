package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the HPA that is meant: by its name, by the Service that leads to what it scales, or because it is the only one. */
final class HpaFinder {
    private final Cluster cluster;
    private final String namespace;
    private final ScaleTargets targets;
    private final List<HorizontalPodAutoscaler> all;

    HpaFinder(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.targets = new ScaleTargets(cluster, namespace);
        this.all = cluster.ask(client -> client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list()
                .getItems());
    }

    /** An HPA and what it scales. */
    record Scaling(HorizontalPodAutoscaler hpa, ScaleTarget target) {
        private String words() {
            return "%s (%s)".formatted(name(hpa), target.workload().words());
        }
    }

    boolean hasAny() {
        return !all.isEmpty();
    }

    /** The one of that name; where none is given, the only one. */
    Scaling named(Optional<String> name) throws CouldNotRun {
        List<HorizontalPodAutoscaler> fitting = all.stream()
                .filter(hpa -> name.isEmpty() || name.get().equals(name(hpa)))
                .toList();
        if (fitting.size() == 1) {
            requireAlone(fitting.getFirst());
            return new Scaling(fitting.getFirst(), targets.of(fitting.getFirst()));
        }
        if (all.isEmpty()) {
            throw new CouldNotRun(
                    "There is no HPA in namespace %s (context %s): there is no autoscaling to prove"
                            .formatted(namespace, cluster.context()),
                    "kubectl get hpa --all-namespaces, and name the namespace with --namespace");
        }
        throw new CouldNotRun(
                name.map(given ->
                                "There is no HPA %s in namespace %s; there is %s".formatted(given, namespace, listed()))
                        .orElseGet(() -> "%d HPAs are in namespace %s: %s".formatted(all.size(), namespace, listed())),
                "say which: --hpa " + name(all.getFirst()));
    }

    private String listed() {
        return all.stream()
                .map(hpa -> "%s (%s)".formatted(name(hpa), ScaleTargets.words(hpa)))
                .collect(joining(", "));
    }

    /** The one that scales what a Service leads to; where several do, somebody has to say which. */
    Scaling behind(Service service, Optional<String> name) throws CouldNotRun {
        List<Scaling> behind = new ArrayList<>();
        List<CouldNotRun> unread = new ArrayList<>();
        for (HorizontalPodAutoscaler hpa : all) {
            try {
                ScaleTarget target = targets.of(hpa);
                if (target.isServedBy(service)) {
                    behind.add(new Scaling(hpa, target));
                }
            } catch (CouldNotRun e) {
                // Perhaps not the one that is meant: said if no other is.
                unread.add(e);
            }
        }
        List<Scaling> fitting = behind.stream()
                .filter(scaling -> name.isEmpty() || name.get().equals(name(scaling.hpa())))
                .toList();
        if (fitting.size() == 1) {
            requireAlone(fitting.getFirst().hpa());
            return fitting.getFirst();
        }
        if (unread.size() == all.size() && !unread.isEmpty()) {
            throw unread.getFirst();
        }
        String serviceName = service.getMetadata().getName();
        if (behind.isEmpty()) {
            String others = hasAny() ? "; there is " + listed() : "";
            String unknown = unread.stream().map(why -> "; " + why.getMessage()).collect(joining());
            throw new PodOwners(cluster, namespace).unscaled(service, others + unknown);
        }
        if (fitting.size() > 1) {
            requireAlone(fitting.getFirst().hpa());
        }
        String words = behind.stream().map(Scaling::words).collect(joining(", "));
        throw new CouldNotRun(
                name.map(given -> "No HPA %s in namespace %s scales what Service %s leads to; there is %s"
                                .formatted(given, namespace, serviceName, words))
                        .orElseGet(() -> "%d HPAs in namespace %s scale what Service %s leads to: %s"
                                .formatted(behind.size(), namespace, serviceName, words)),
                "say which: --hpa " + name(behind.getFirst().hpa()));
    }

    /** Two HPAs of one object undo each other's work: whatever came of a run would be neither's. */
    private void requireAlone(HorizontalPodAutoscaler hpa) throws CouldNotRun {
        List<String> same = all.stream()
                .filter(other -> isSame(
                        hpa.getSpec().getScaleTargetRef(), other.getSpec().getScaleTargetRef()))
                .map(HpaFinder::name)
                .toList();
        if (same.size() > 1) {
            throw new CouldNotRun(
                    "%d HPAs in namespace %s scale %s, and each undoes what another does: %s"
                            .formatted(same.size(), namespace, ScaleTargets.words(hpa), String.join(", ", same)),
                    "leave one of them: kubectl delete hpa NAME -n " + namespace);
        }
    }

    /** By group and kind, as the HPA's controller, whatever the version. */
    private static boolean isSame(CrossVersionObjectReference one, CrossVersionObjectReference other) {
        return one.getKind().equals(other.getKind())
                && one.getName().equals(other.getName())
                && group(one).equals(group(other));
    }

    private static String group(CrossVersionObjectReference ref) {
        String given = ref.getApiVersion() == null ? "" : ref.getApiVersion();
        return given.contains("/") ? given.substring(0, given.indexOf('/')) : "";
    }

    private static String name(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getName();
    }
}
