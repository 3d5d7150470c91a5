package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.outputs.ServiceStatus;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.networking.v1.Ingress;
import com.pulumi.kubernetes.networking.v1.IngressArgs;
import com.pulumi.kubernetes.networking.v1.inputs.HTTPIngressPathArgs;
import com.pulumi.kubernetes.networking.v1.inputs.HTTPIngressRuleValueArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressBackendArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressServiceBackendArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressSpecArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressTLSArgs;
import com.pulumi.kubernetes.networking.v1.inputs.ServiceBackendPortArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import io.scaleproof.infra.config.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The ways to the service from outside the cluster. */
final class OutsideAccess extends ComponentResource {
    private static final String SOME_NODE = "<address of a node, see: kubectl get nodes --output wide>";

    private final Access access;
    private final WebService service;
    private final Optional<String> localNode;

    /**
     * What is to be reached, and how.
     *
     * @param localNode the address of a local cluster's node, where it is known
     */
    record Args(Access access, WebService service, Optional<String> localNode) {}

    OutsideAccess(String name, Args args, ComponentResourceOptions options) {
        super("scaleproof:infra:OutsideAccess", name, options);
        this.access = args.access();
        this.service = args.service();
        this.localNode = args.localNode();
        access.ingress().ifPresent(this::ingress);
        access.route().ifPresent(this::route);
        registerOutputs(Map.of("urls", urls()));
    }

    /** The way that most will take. */
    Output<String> url() {
        return ways().getFirst();
    }

    Output<List<String>> urls() {
        return Output.all(ways());
    }

    private List<Output<String>> ways() {
        return Stream.of(ingressUrl(), routeUrl(), Optional.of(serviceUrl()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Output<String>> ingressUrl() {
        return access.ingress()
                .map(ingress ->
                        Output.format("%s://%s/", ingress.tlsSecret().isPresent() ? "https" : "http", ingress.host()));
    }

    private Optional<Output<String>> routeUrl() {
        return access.route()
                .map(route -> Output.format(
                        "http://%s/", route.host().orElse("<address of the gateway %s>".formatted(route.gateway()))));
    }

    private Output<String> serviceUrl() {
        return switch (access.type()) {
            case NodePort ->
                Output.format(
                        "http://%s:%s/",
                        access.nodeAddress().or(() -> localNode).orElse(SOME_NODE), access.nodePort());
            case LoadBalancer ->
                Output.format("http://%s/", service.service().status().applyValue(OutsideAccess::balancer));
            case ClusterIP -> Output.format("http://%s.%s.svc/", Labels.NAME, service.namespace());
        };
    }

    private static String balancer(Optional<ServiceStatus> status) {
        return status.flatMap(ServiceStatus::loadBalancer)
                .flatMap(balancer -> balancer.ingress().stream().findFirst())
                .flatMap(first -> first.hostname().or(first::ip))
                .orElse("<the load balancer has no address yet>");
    }

    private void ingress(Access.Ingress ingress) {
        var spec = IngressSpecArgs.builder()
                .rules(IngressRuleArgs.builder()
                        .host(ingress.host())
                        .http(HTTPIngressRuleValueArgs.builder().paths(path()).build())
                        .build());
        ingress.className().ifPresent(spec::ingressClassName);
        ingress.tlsSecret()
                .ifPresent(secret -> spec.tls(IngressTLSArgs.builder()
                        .hosts(ingress.host())
                        .secretName(secret)
                        .build()));
        new Ingress(
                pulumiResourceName() + "-ingress",
                IngressArgs.builder()
                        .metadata(ObjectMetaArgs.builder(Labels.metadata(service.namespace()))
                                .annotations(annotations(ingress))
                                .build())
                        .spec(spec.build())
                        .build(),
                EarlierNames.keep(service.childOf(this), "ingress"));
    }

    private static Map<String, String> annotations(Access.Ingress ingress) {
        // Controllers differ in what they report and when; none is waited for, unless it is asked for.
        Map<String, String> annotations = new TreeMap<>(Map.of("pulumi.com/skipAwait", "true"));
        annotations.putAll(ingress.annotations());
        return annotations;
    }

    private static HTTPIngressPathArgs path() {
        return HTTPIngressPathArgs.builder()
                .path("/")
                .pathType("Prefix")
                .backend(IngressBackendArgs.builder()
                        .service(IngressServiceBackendArgs.builder()
                                .name(Labels.NAME)
                                .port(ServiceBackendPortArgs.builder()
                                        .name("http")
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private void route(Access.Route route) {
        new HttpRoute(
                pulumiResourceName() + "-http-route",
                HttpRoute.to(Labels.NAME, WebService.PORT, route, Labels.metadata(service.namespace())),
                EarlierNames.keep(service.childOf(this), "http-route"));
    }
}
