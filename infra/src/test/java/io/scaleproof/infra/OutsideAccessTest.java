package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutsideAccessTest {
    @Test
    void isANodePortByDefault() {
        var run = Program.with("nodePort", "30123").run();

        assertThat(run.input("service", "spec.type")).isEqualTo("NodePort");
        assertThat(run.input("service", "spec.ports.0"))
                .isEqualTo(Map.of("name", "http", "port", 80.0, "targetPort", "http", "nodePort", 30123.0));
        assertThat(run.output("url"))
                .isEqualTo("http://<address of a node, see: kubectl get nodes --output wide>:30123/");
        assertThat(run.declares("ingress")).isFalse();
        assertThat(run.declares("http-route")).isFalse();
    }

    @Test
    void isTheNodeOfALocalClusterUnlessAnotherIsGiven() {
        assertThat(Program.with().localNode("192.168.49.2").run().output("url"))
                .isEqualTo("http://192.168.49.2:30080/");
        assertThat(Program.with("nodeAddress", "node.example")
                        .localNode("192.168.49.2")
                        .run()
                        .output("url"))
                .isEqualTo("http://node.example:30080/");
    }

    @Test
    void isTheLoadBalancersHostNameOrAddress() {
        assertThat(balanced(Map.of("hostname", "lb.example", "ip", "203.0.113.7"))
                        .output("url"))
                .isEqualTo("http://lb.example/");
        assertThat(balanced(Map.of("ip", "203.0.113.7")).output("url")).isEqualTo("http://203.0.113.7/");
    }

    @Test
    void saysSoWhenTheLoadBalancerHasNoAddress() {
        var run = Program.with("serviceType", "LoadBalancer").run();

        assertThat(run.output("url")).isEqualTo("http://<the load balancer has no address yet>/");
    }

    @Test
    void asksForNoNodePortWithAnotherType() {
        var run = Program.with("serviceType", "ClusterIP").run();

        assertThat(run.input("service", "spec.type")).isEqualTo("ClusterIP");
        assertThat(run.input("service", "spec.ports.0.nodePort")).isNull();
        assertThat(run.output("url")).isEqualTo("http://scaleproof.scaleproof.svc/");
    }

    @Test
    void canBeAnIngressOfAnyController() {
        var run = Program.with("ingressHost", "scaleproof.example").run();

        assertThat(run.input("ingress", "spec.ingressClassName")).isNull();
        assertThat(run.input("ingress", "spec.tls")).isNull();
        assertThat(run.input("ingress", "spec.rules.0.host")).isEqualTo("scaleproof.example");
        assertThat(run.input("ingress", "spec.rules.0.http.paths.0.backend.service"))
                .isEqualTo(Map.of("name", "scaleproof", "port", Map.of("name", "http")));
        assertThat(run.output("url")).isEqualTo("http://scaleproof.example/");
    }

    @Test
    void canBeAnIngressWithClassAndCertificate() {
        var run = Program.with(
                        "ingressHost",
                        "scaleproof.example",
                        "ingressClass",
                        "traefik",
                        "ingressTlsSecret",
                        "certificate")
                .run();

        assertThat(run.input("ingress", "spec.ingressClassName")).isEqualTo("traefik");
        assertThat(run.input("ingress", "spec.tls.0"))
                .isEqualTo(Map.of("hosts", List.of("scaleproof.example"), "secretName", "certificate"));
        assertThat(run.output("url")).isEqualTo("https://scaleproof.example/");
    }

    @Test
    void anIngressTellsItsControllerWhatIsConfigured() {
        var run = Program.with(
                        "ingressHost",
                        "scaleproof.example",
                        "ingressAnnotations",
                        "projectcontour.io/num-retries=3, cert-manager.io/issuer=us")
                .run();

        assertThat(run.input("ingress", "metadata.annotations"))
                .isEqualTo(Map.of(
                        "cert-manager.io/issuer",
                        "us",
                        "projectcontour.io/num-retries",
                        "3",
                        "pulumi.com/skipAwait",
                        "true"));
    }

    @Test
    void canBeARouteOfAGateway() {
        var run = Program.with("gateway", "public").run();

        assertThat(run.resource("http-route").type()).isEqualTo("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute");
        assertThat(run.input("http-route", "spec"))
                .isEqualTo(Map.of(
                        "parentRefs",
                        List.of(Map.of("name", "public")),
                        "rules",
                        List.of(Map.of("backendRefs", List.of(Map.of("name", "scaleproof", "port", 80.0))))));
        assertThat(run.input("http-route", "metadata.namespace")).isEqualTo("scaleproof");
        assertThat(run.output("url")).isEqualTo("http://<address of the gateway public>/");
    }

    @Test
    void canBeARouteOfAGatewayElsewhereForOneHost() {
        var run = Program.with("gateway", "public", "gatewayNamespace", "edge", "gatewayHost", "scaleproof.example")
                .run();

        assertThat(run.input("http-route", "spec.parentRefs.0"))
                .isEqualTo(Map.of("name", "public", "namespace", "edge"));
        assertThat(run.input("http-route", "spec.hostnames")).isEqualTo(List.of("scaleproof.example"));
        assertThat(run.output("urls"))
                .isEqualTo(List.of(
                        "http://scaleproof.example/",
                        "http://<address of a node, see: kubectl get nodes --output wide>:30080/"));
    }

    private static Program.Run balanced(Map<String, Object> ingress) {
        return Program.with("serviceType", "LoadBalancer")
                .status("Service", Map.of("loadBalancer", Map.of("ingress", List.of(ingress))))
                .run();
    }
}
