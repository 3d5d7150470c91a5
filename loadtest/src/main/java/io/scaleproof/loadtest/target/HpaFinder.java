package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    boolean hasAny() {
        return !all.isEmpty();
    }

    /** The one of that name; where none is given, the only one. */
    Aim named(Optional<String> name) throws CouldNotRun {
        HorizontalPodAutoscaler hpa = one(name);
        return aim(Optional.empty(), hpa, targets.of(hpa), Optional.empty());
    }

    private HorizontalPodAutoscaler one(Optional<String> name) throws CouldNotRun {
        List<HorizontalPodAutoscaler> fitting = all.stream()
                .filter(hpa -> name.isEmpty() || name.get().equals(name(hpa)))
                .toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        if (all.isEmpty()) {
            throw new CouldNotRun(
                    "There is no HPA in namespace %s (context %s): there is no autoscaling to prove"
                            .formatted(namespace, cluster.context()),
                    "kubectl get hpa --all-namespaces, and name the namespace with --namespace");
        }
        throw new CouldNotRun(
                name.map(given -> "There is no HPA %s in namespace %s; there is %s"
                                .formatted(given, namespace, ScaleTargetRefs.listed(all)))
                        .orElseGet(() -> "%d HPAs are in namespace %s: %s"
                                .formatted(all.size(), namespace, ScaleTargetRefs.listed(all))),
                sayWhich(all));
    }

    /** The one that scales what a Service leads to, of several on one object the first; or the one of that name. */
    Aim behind(Service service, Optional<String> name) throws CouldNotRun {
        if (name.isPresent()) {
            HorizontalPodAutoscaler hpa = one(name);
            ScaleTargets.Found found = targets.of(hpa);
            boolean stranger = found instanceof ScaleTargets.There(ScaleTarget target) && !target.isServedBy(service);
            return aim(
                    Optional.of(service),
                    hpa,
                    found,
                    stranger ? Optional.of(notBehind(hpa, service)) : Optional.empty());
        }
        HpasBehind behind = HpasBehind.of(service, all, targets);
        if (behind.fitting().isEmpty() && !behind.refused().isEmpty()) {
            throw behind.refused().getFirst();
        }
        if (behind.fitting().isEmpty()) {
            return new Aim(Optional.of(service), all, Optional.empty(), Optional.empty(), Optional.of(none(behind)));
        }
        HorizontalPodAutoscaler first = behind.hpas().getFirst();
        if (!behind.hpas().stream().allMatch(other -> ScaleTargetRefs.areSame(first, other))) {
            throw new CouldNotRun(
                    "%d HPAs in namespace %s scale what Service %s leads to: %s"
                            .formatted(
                                    behind.hpas().size(),
                                    namespace,
                                    service.getMetadata().getName(),
                                    ScaleTargetRefs.listed(behind.hpas())),
                    sayWhich(behind.hpas()));
        }
        return aim(
                Optional.of(service),
                first,
                new ScaleTargets.There(behind.fitting().get(first)),
                Optional.empty());
    }

    private CouldNotRun notBehind(HorizontalPodAutoscaler hpa, Service service) {
        HpasBehind behind = HpasBehind.of(service, all, targets);
        return behind.fitting().isEmpty()
                ? none(behind)
                : new CouldNotRun(
                        "No HPA %s in namespace %s scales what Service %s leads to; there is %s"
                                .formatted(
                                        name(hpa),
                                        namespace,
                                        service.getMetadata().getName(),
                                        ScaleTargetRefs.listed(behind.hpas())),
                        sayWhich(behind.hpas()));
    }

    private CouldNotRun none(HpasBehind behind) {
        if (hasAny() && behind.missing().size() == all.size()) {
            return behind.missing().getFirst();
        }
        String others = hasAny() ? "; there is " + ScaleTargetRefs.listed(all) : "";
        String unknown = Stream.concat(behind.missing().stream(), behind.refused().stream())
                .map(why -> "; " + why.getMessage())
                .collect(joining());
        return new ServedPods(cluster, namespace).unscaled(behind.service(), others + unknown);
    }

    private Aim aim(
            Optional<Service> service,
            HorizontalPodAutoscaler hpa,
            ScaleTargets.Found found,
            Optional<CouldNotRun> stranger) {
        Optional<CouldNotRun> notAlone = notAlone(hpa);
        return switch (found) {
            case ScaleTargets.There(ScaleTarget target) ->
                new Aim(service, all, Optional.of(hpa), Optional.of(target), stranger.or(() -> notAlone));
            case ScaleTargets.Missing(CouldNotRun why) ->
                new Aim(service, all, Optional.of(hpa), Optional.empty(), Optional.of(notAlone.orElse(why)));
        };
    }

    /** Two HPAs of one object undo each other's work: whatever came of a run would be neither's. */
    private Optional<CouldNotRun> notAlone(HorizontalPodAutoscaler hpa) {
        List<String> same = all.stream()
                .filter(other -> ScaleTargetRefs.areSame(hpa, other))
                .map(HpaFinder::name)
                .toList();
        return same.size() == 1
                ? Optional.empty()
                : Optional.of(new CouldNotRun(
                        "%d HPAs in namespace %s scale %s, and each undoes what another does: %s"
                                .formatted(same.size(), namespace, ScaleTargetRefs.words(hpa), String.join(", ", same)),
                        "leave one of them: kubectl delete hpa NAME -n " + namespace));
    }

    private static String sayWhich(List<HorizontalPodAutoscaler> hpas) {
        return "say which: --hpa " + name(hpas.getFirst());
    }

    private static String name(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getName();
    }
}
