package io.scaleproof.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/**
 * A way to a stack that runs by an Ingress which asks again where a pod says nothing for a while. Contour and Envoy are put on the
 * first node, which does not die.
 */
final class RetryingIngress implements AutoCloseable {
    private static final String HOST = "nodes.scaleproof.example";
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Stack stack;
    private final boolean broughtController;

    private RetryingIngress(Stack stack, boolean broughtController) {
        this.stack = stack;
        this.broughtController = broughtController;
    }

    static RetryingIngress to(Stack stack, List<String> furtherNodes) {
        boolean brings = stack.type("kubectl get namespace --ignore-not-found --output name projectcontour")
                .ok()
                .output()
                .isBlank();
        String nodes = String.join(" ", furtherNodes);
        stack.type("kubectl cordon " + nodes).ok();
        try {
            stack.command().run(LONG, "cluster/ingress-controller up").ok();
        } finally {
            stack.type("kubectl uncordon " + nodes).ok();
        }
        stack.set("serviceType ClusterIP");
        stack.set("ingressHost " + HOST);
        stack.set("ingressClass contour");
        stack.set("ingressAnnotations projectcontour.io/retry-on=reset,projectcontour.io/num-retries=3,"
                + "projectcontour.io/per-try-timeout=500ms");
        stack.up().ok();
        return new RetryingIngress(stack, brings);
    }

    /** The load test's. */
    String options() {
        String address = await().atMost(LONG)
                .until(
                        () -> stack.kubectl("get ingress scaleproof -o jsonpath={.status.loadBalancer.ingress[0].ip}"),
                        found -> !found.isEmpty());
        return " --url http://%s --header 'Host: %s'".formatted(address, HOST);
    }

    @Override
    public void close() {
        for (String setting : List.of("ingressAnnotations", "ingressClass", "ingressHost", "serviceType")) {
            stack.type("pulumi config rm --stack " + stack.name() + " " + setting)
                    .ok();
        }
        stack.up().ok();
        if (broughtController) {
            stack.command().run(LONG, "cluster/ingress-controller down").ok();
        }
    }
}
