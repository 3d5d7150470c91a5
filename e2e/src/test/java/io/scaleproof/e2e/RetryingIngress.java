package io.scaleproof.e2e;

import java.util.List;

/**
 * A way to a stack that runs by an Ingress which asks again where a pod says nothing for a while. Contour and Envoy are put on the
 * first node, which does not die.
 */
final class RetryingIngress implements AutoCloseable {
    private static final String HOST = "nodes.scaleproof.example";

    private final Stack stack;
    private final IngressController controller;

    private RetryingIngress(Stack stack, IngressController controller) {
        this.stack = stack;
        this.controller = controller;
    }

    static RetryingIngress to(Stack stack, List<String> furtherNodes) {
        IngressController controller = IngressController.found();
        String nodes = String.join(" ", furtherNodes);
        stack.type("kubectl cordon " + nodes).ok();
        try {
            controller.up();
        } finally {
            stack.type("kubectl uncordon " + nodes).ok();
        }
        stack.set("serviceType ClusterIP");
        stack.set("ingressHost " + HOST);
        stack.set("ingressClass contour");
        stack.set("ingressAnnotations projectcontour.io/retry-on=reset,projectcontour.io/num-retries=8,"
                + "projectcontour.io/per-try-timeout=500ms");
        stack.up().ok();
        return new RetryingIngress(stack, controller);
    }

    /** The load test's. */
    String options() {
        return " --url http://%s --header 'Host: %s'".formatted(stack.ingressAddress(), HOST);
    }

    @Override
    public void close() {
        for (String setting : List.of("ingressAnnotations", "ingressClass", "ingressHost", "serviceType")) {
            stack.type("pulumi config rm --stack " + stack.name() + " " + setting)
                    .ok();
        }
        stack.up().ok();
        controller.close();
    }
}
