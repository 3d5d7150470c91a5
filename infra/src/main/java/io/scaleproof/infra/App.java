package io.scaleproof.infra;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import io.scaleproof.infra.config.ProjectConfig;
import io.scaleproof.infra.config.Settings;
import io.scaleproof.infra.monitoring.KubectlMetrics;
import io.scaleproof.infra.monitoring.Monitoring;
import io.scaleproof.infra.monitoring.ServedMetrics;
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
        var kubectl = Kubectl.of(ctx.config("kubernetes").get("kubeconfig"), context(ctx));
        var maven = new Maven.Command(REPOSITORY, line -> ctx.log().info(line));
        declare(
                ctx,
                settings,
                new MavenModule(REPOSITORY.resolve("service"), maven),
                new MavenModule(REPOSITORY.resolve("loadtest"), maven),
                Minikube.of(
                        settings.delivery(),
                        System.getenv(),
                        context(ctx).orElse("minikube"),
                        line -> ctx.log().info(line)),
                MetricsWait.of(new KubectlMetricsApi(kubectl), line -> ctx.log().info(line)),
                KubectlMetrics.of(kubectl),
                KubeConfig.localNode(
                        ctx.config("kubernetes").get("kubeconfig"),
                        context(ctx),
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
            MetricsWait metricsWait,
            ServedMetrics servedMetrics,
            Optional<String> localNode) {
        // Where another provider than the stack's own is to be used, for instance: .provider(...)
        var options = ComponentResourceOptions.builder().build();
        var metrics = ClusterMetrics.of(settings.metrics(), metricsWait, options);
        var image = new ServiceImage(
                "service-image",
                new ServiceImage.Args(settings.delivery(), serviceModule, nodeImages, metrics),
                options);
        var _ = image.content().apply(_ -> Output.of(buildLoadTest(ctx, loadTestModule)));
        var service = new WebService(WebService.FIRST, new WebService.Args(settings, image, metrics), options);
        var access = new OutsideAccess(
                "outside-access", new OutsideAccess.Args(settings.access(), service, localNode), options);
        var monitoring = settings.isMonitored()
                ? Optional.of(
                        new Monitoring("monitoring", new Monitoring.Args(settings, service, servedMetrics), options))
                : Optional.<Monitoring>empty();
        if (settings.metricsAdapter().scalesByKeda()) {
            new KedaAutoscaler(
                    "keda-autoscaler",
                    new KedaAutoscaler.Args(settings.autoscaling(), service, metrics, monitoring.orElseThrow()),
                    options);
        } else {
            new Autoscaler(
                    "autoscaler",
                    new Autoscaler.Args(
                            settings.autoscaling(),
                            service,
                            metrics,
                            metric -> monitoring.orElseThrow().served(metric)),
                    options);
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
                            "kubectl%s --namespace %s port-forward service/prometheus 9090",
                            context(ctx).map(" --context "::concat).orElse(""), settings.monitoringNamespace()));
        }
    }

    /** The provider's, where one is configured. */
    private static Optional<String> context(Context ctx) {
        return ctx.config("kubernetes").get("context");
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
