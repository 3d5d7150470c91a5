package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.WebService;
import io.scaleproof.infra.config.Settings;
import io.scaleproof.infra.monitoring.Workload.Probe;
import io.scaleproof.infra.monitoring.Workload.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Prometheus for one service: what it keeps is bounded and gone with its pod. */
final class Prometheus extends ComponentResource {
    private static final String NAME = "prometheus";
    private static final int PORT = 9090;

    private final Deployment deployment;
    private final Output<String> url;

    Prometheus(Settings settings, WebService service, MonitoringNamespace home, Resource parent) {
        super(
                "scaleproof:infra:Prometheus",
                NAME,
                ComponentResourceOptions.builder().parent(parent).build());
        var rights = new Rights(NAME, home, this)
                .besideService(service, Rights.may(List.of("get", "list", "watch"), "", "pods"))
                .atHome(Rights.may(List.of("get", "list", "watch"), "", "pods"))
                // Nodes are in no namespace; their figures are what each kubelet has of its pods.
                .inCluster(
                        Rights.may(List.of("get", "list", "watch"), "", "nodes"),
                        Rights.may(List.of("get"), "", "nodes/metrics"));
        this.deployment = new Workload(spec(settings), home, rights, this).deployment();
        // There before the pods are: a node needs a moment to learn where its address leads, and refuses until then.
        Output<String> address = url(home, home.service(NAME, "http", PORT, home.childOf(this)));
        this.url = deployment.id().apply(_ -> address);
        registerOutputs(Map.of("url", url));
    }

    Deployment deployment() {
        return deployment;
    }

    /**
     * Where it answers within the cluster, once it does: by address, for the stand-in has no DNS. Whoever calls a Service's
     * address before its node knows it is let out of the cluster, and kept connected to whatever answers there.
     */
    Output<String> url() {
        return url;
    }

    private static Workload.Spec spec(Settings settings) {
        return new Workload.Spec(
                NAME,
                settings.monitoring().prometheusImage(),
                Output.of(arguments(settings)),
                Map.of("http", PORT),
                new Probe("HTTP", "http", "/-/ready"),
                new Probe("HTTP", "http", "/-/healthy"),
                Map.of("cpu", "50m", "memory", "128Mi"),
                Map.of("memory", "512Mi"),
                Map.of("prometheus.yml", configuration(settings), "rules.yml", Rules.of(settings)),
                // Twice what prometheus.yml lets it keep: what it writes down first, and merges, comes on top.
                Optional.of(new Scratch("/data", "1Gi")),
                Map.of(),
                Optional.empty());
    }

    private static List<String> arguments(Settings settings) {
        var arguments = new ArrayList<>(List.of(
                "--config.file=/etc/prometheus/prometheus.yml",
                "--storage.tsdb.path=/data",
                "--web.listen-address=:" + PORT));
        if (settings.monitoring().receivesRemoteWrites()) {
            arguments.add("--web.enable-remote-write-receiver");
        }
        return arguments;
    }

    static String configuration(Settings settings) {
        return Template.filled(
                "prometheus.yml",
                Map.of(
                        "NAMESPACE",
                        settings.namespace(),
                        "MONITORING_NAMESPACE",
                        settings.monitoringNamespace(),
                        "SKIP_VERIFY",
                        Boolean.toString(!settings.metrics().verifyKubelets())));
    }

    private static Output<String> url(MonitoringNamespace home, Service service) {
        return Output.format(
                "http://%s:%s",
                Output.tuple(service.spec(), home.name())
                        .applyValue(known -> known.t1.clusterIP().orElse("%s.%s.svc".formatted(NAME, known.t2))),
                PORT);
    }
}
