package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.config.Autoscaling;
import io.scaleproof.infra.monitoring.Monitoring;
import java.util.ArrayList;
import java.util.Map;

/** The autoscaler where KEDA makes it: a ScaledObject instead of an HPA. */
final class KedaAutoscaler extends ComponentResource {
    /** What is scaled, and on whose figures. */
    record Args(Autoscaling autoscaling, WebService service, ClusterMetrics metrics, Monitoring monitoring) {}

    KedaAutoscaler(String name, Args args, ComponentResourceOptions options) {
        super("scaleproof:infra:KedaAutoscaler", name, options);
        var monitoring = args.monitoring();
        var before = new ArrayList<Resource>(args.metrics().resources());
        before.add(args.service().deployment());
        before.addAll(monitoring.keda());
        var triggers = KedaTriggers.of(args.autoscaling(), monitoring);
        var scaledObject = new ScaledObject(
                name + "-scaled-object",
                ScaledObject.of(
                        Labels.NAME,
                        args.autoscaling(),
                        triggers.all(),
                        Labels.metadata(args.service().namespace())),
                CustomResourceOptions.builder().parent(this).dependsOn(before).build());
        var served = triggers.externalNames().entrySet().stream()
                .map(metric -> monitoring.servedByKeda(metric.getKey(), metric.getValue(), scaledObject))
                .toList();
        registerOutputs(Map.of("served", Output.all(served)));
    }
}
