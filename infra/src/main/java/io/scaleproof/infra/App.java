package io.scaleproof.infra;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import io.scaleproof.infra.config.ProjectConfig;
import io.scaleproof.infra.config.Settings;
import io.scaleproof.infra.monitoring.KubectlMetrics;
import io.scaleproof.infra.monitoring.MetricsApi;
import io.scaleproof.infra.monitoring.Monitoring;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The Pulumi program: configuration, components, outputs. */
public final class App {
    /** Pulumi runs the program in infra/; the service lies beside it. */
    private static final Path REPOSITORY = Path.of("..");

    private App() {}

    public static void main(String... args) {
        PatientSdk.giveThreads();
        Pulumi.run(App::stack);
    }

    private static void stack(Context ctx) {
        PatientSdk.pauseItsLoop();
        var settings = Settings.from(ProjectConfig.of(ctx.projectName()));
        var maven = new Maven.Command(REPOSITORY, line -> ctx.log().info(line));
        declare(
                ctx,
                settings,
                new MavenModule(REPOSITORY.resolve("service"), maven),
                new MavenModule(REPOSITORY.resolve("loadtest"), maven),
                Minikube.of(
                        settings.delivery(),
                        System.getenv(),
                        ctx.config("kubernetes").get("context").orElse("minikube"),
                        line -> ctx.log().info(line)),
                KubectlMetrics.of(
                        ctx.config("kubernetes").get("kubeconfig"),
                        ctx.config("kubernetes").get("context")),
                KubeConfig.localNode(
                        ctx.config("kubernetes").get("kubeconfig"),
                        ctx.config("kubernetes").get("context"),
                        System.getenv(),
                        Path.of(System.getProperty("user.home"))));
    }

    /** Declares everything; nothing is created before the cluster is known to have metrics. */
    static void declare(
            Context ctx,
            Settings settings,
            MavenModule serviceModule,
            MavenModule loadTestModule,
            NodeImages nodeImages,
            MetricsApi metricsApi,
            Optional<String> localNode) {
        var metrics = ClusterMetrics.of(settings.metrics());
        var image = new ServiceImage("service-image", settings.delivery(), serviceModule, nodeImages, metrics);
        var _ = image.content().apply(_ -> Output.of(buildLoadTest(ctx, loadTestModule)));
        var service = new WebService("web-service", settings, image, metrics);
        var access = new OutsideAccess("outside-access", settings.access(), service, localNode);
        var monitoring = settings.isMonitored()
                ? Optional.of(new Monitoring("monitoring", settings, service, metricsApi))
                : Optional.<Monitoring>empty();
        if (settings.metricsAdapter().scalesByKeda()) {
            new KedaAutoscaler("keda-autoscaler", settings.autoscaling(), service, metrics, monitoring.orElseThrow());
        } else {
            new Autoscaler(
                    "autoscaler",
                    settings.autoscaling(),
                    service,
                    metrics,
                    metric -> monitoring.orElseThrow().served(metric));
        }

        ctx.export("url", access.url());
        ctx.export("urls", access.urls());
        ctx.export("namespace", service.namespace());
        ctx.export("deployment", Labels.NAME);
        ctx.export("service", Labels.NAME);
        ctx.export("hpa", settings.hpaName(Labels.NAME));
        ctx.export("image", image.reference());
        ctx.export("imageDigest", image.digest());
        ctx.export("arithmetic", Arithmetic.of(settings));
        if (settings.bringsPrometheus()) {
            ctx.export(
                    "prometheus",
                    Output.format(
                            "kubectl --namespace %s port-forward service/prometheus 9090",
                            settings.monitoringNamespace()));
        }
    }

    /** So that it can be run straight after the first update. Its trouble is not the service's. */
    private static CompletableFuture<String> buildLoadTest(Context ctx, MavenModule module) {
        return module.build().exceptionally(failure -> {
            String reason = failure.getCause() == null
                    ? failure.toString()
                    : failure.getCause().getMessage();
            ctx.log().warn("the load test will not run: " + reason);
            return "";
        });
    }
}
