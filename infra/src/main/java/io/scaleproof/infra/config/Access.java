package io.scaleproof.infra.config;

import java.util.Map;
import java.util.Optional;

/** How the service is reached from outside the cluster. */
public record Access(
        ServiceType type,
        int nodePort,
        Optional<String> nodeAddress,
        Optional<Ingress> ingress,
        Optional<Route> route) {

    /** Printed as Kubernetes names them. */
    public enum ServiceType {
        NodePort,
        LoadBalancer,
        ClusterIP
    }

    /**
     * An Ingress, for any controller.
     *
     * @param className the cluster's default class if empty
     * @param tlsSecret a Secret with the certificate; plain HTTP if empty
     * @param annotations what else its controller, or others, are told
     */
    public record Ingress(
            String host, Optional<String> className, Optional<String> tlsSecret, Map<String, String> annotations) {}

    /**
     * An HTTPRoute of the Gateway API.
     *
     * @param namespace of the gateway; the service's own if empty
     * @param host every host if empty
     */
    public record Route(String gateway, Optional<String> namespace, Optional<String> host) {}

    static Access from(SettingsReader read) {
        return new Access(
                read.value(Keys.SERVICE_TYPE),
                read.value(Keys.NODE_PORT),
                read.value(Keys.NODE_ADDRESS),
                ingress(read),
                route(read));
    }

    private static Optional<Ingress> ingress(SettingsReader read) {
        var host = read.value(Keys.INGRESS_HOST);
        var className = read.value(Keys.INGRESS_CLASS);
        var tlsSecret = read.value(Keys.INGRESS_TLS_SECRET);
        read.requireFor(Keys.INGRESS_CLASS, className, Keys.INGRESS_HOST, host);
        read.requireFor(Keys.INGRESS_TLS_SECRET, tlsSecret, Keys.INGRESS_HOST, host);
        var annotations = read.value(Keys.INGRESS_ANNOTATIONS);
        read.require(
                annotations.isEmpty() || host.isPresent(),
                Keys.INGRESS_ANNOTATIONS,
                "it means nothing without " + Keys.INGRESS_HOST.name(),
                Keys.INGRESS_ANNOTATIONS.byDefault());
        return host.map(known -> new Ingress(known, className, tlsSecret, annotations));
    }

    private static Optional<Route> route(SettingsReader read) {
        var gateway = read.value(Keys.GATEWAY);
        var namespace = read.value(Keys.GATEWAY_NAMESPACE);
        var host = read.value(Keys.GATEWAY_HOST);
        read.requireFor(Keys.GATEWAY_NAMESPACE, namespace, Keys.GATEWAY, gateway);
        read.requireFor(Keys.GATEWAY_HOST, host, Keys.GATEWAY, gateway);
        return gateway.map(known -> new Route(known, namespace, host));
    }
}
