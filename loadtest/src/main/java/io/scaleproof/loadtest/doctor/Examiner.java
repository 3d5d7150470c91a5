package io.scaleproof.loadtest.doctor;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.target.Aim;
import io.scaleproof.loadtest.target.AimFinder;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.MetricsApi;
import io.scaleproof.loadtest.target.Rights;
import io.scaleproof.loadtest.target.ScaleTarget;
import io.scaleproof.loadtest.target.ServedPods;
import io.scaleproof.loadtest.target.ServiceFinder;
import io.scaleproof.loadtest.target.SteadyClock;
import io.scaleproof.loadtest.target.Workload;
import java.util.List;
import java.util.Optional;

/** Reads, once, all that the checks look at. It changes nothing in the cluster and sends nothing to the target. */
public final class Examiner {
    private final Cluster cluster;
    private final String namespace;

    public Examiner(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * What there is to say of a target, which is found as for a run.
     *
     * @param service name of the Service; empty to find it from the HPA
     * @param hpa name of the HPA; empty to find the one that scales what the Service leads to
     * @throws CouldNotRun when there is no such Service or HPA, several fit, or what matters may not be read
     */
    public Diagnosis diagnose(Optional<String> service, Optional<String> hpa) throws CouldNotRun, InterruptedException {
        try {
            return Diagnosis.of(examine(new AimFinder(cluster, namespace).find(service, hpa)));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HTTP_FORBIDDEN
                    && refusal(Optional.empty()) instanceof Sight.Seen<Optional<CouldNotRun>>(Optional<CouldNotRun> why)
                    && why.isPresent()) {
                throw why.get();
            }
            throw e;
        }
    }

    private Examined examine(Aim aim) throws InterruptedException {
        Sight<Service> service = service(aim);
        return new Examined(
                namespace,
                cluster.context(),
                SteadyClock.OWN.instant().plus(cluster.ahead()),
                service,
                refusal(aim.target().map(ScaleTarget::workload)),
                Sight.of(() -> MetricsApi.ask(
                        cluster,
                        namespace,
                        aim.target().map(ScaleTarget::podSelector).orElse(""))),
                aim.autoscalers(),
                aim.hpa(),
                aim.target(),
                service instanceof Sight.Seen<Service>(Service seen)
                        ? new ServedPods(cluster, namespace).of(seen)
                        : List.of(),
                staying(aim.target().map(ScaleTarget::pods).orElse(List.of())),
                Sight.of(() -> cluster.ask(client ->
                        client.resourceQuotas().inNamespace(namespace).list().getItems())),
                Sight.of(() -> cluster.ask(client ->
                        client.limitRanges().inNamespace(namespace).list().getItems())),
                Sight.of(this::capacity));
    }

    private Sight<Optional<CouldNotRun>> refusal(Optional<Workload> scaled) {
        return Sight.of(() -> Rights.refusal(cluster, namespace, scaled));
    }

    /** An HPA can be looked at without any. */
    private Sight<Service> service(Aim aim) {
        if (aim.service().isPresent()) {
            return new Sight.Seen<>(aim.service().get());
        }
        return aim.target()
                .map(target -> Sight.of(() -> new ServiceFinder(cluster, namespace).leadingTo(target)))
                .orElseGet(() -> new Sight.Unseen<>("none leads to what does not exist"));
    }

    private static List<Pod> staying(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null
                        && !"Failed".equals(pod.getStatus().getPhase()))
                .toList();
    }

    private Examined.Capacity capacity() {
        return new Examined.Capacity(
                cluster.ask(client -> client.nodes().list().getItems()),
                cluster.ask(client -> client.pods()
                        .inAnyNamespace()
                        .withoutField("status.phase", "Succeeded")
                        .withoutField("status.phase", "Failed")
                        .list()
                        .getItems()));
    }
}
