package io.scaleproof.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What people get wrong, one thing each, and the clauses of the contract that have to notice it: those and no other. */
enum Breakage {
    NONE(30211, 3, 0),
    SCALE_DOWN_WINDOW_OF_300_S(30212, 3, 1, "backToMinimumWithin") {
        @Override
        void into(StackCopy stack) {
            ((ObjectNode) stack.hpaSpec().at("/behavior/scaleDown")).put("stabilizationWindowSeconds", 300);
        }
    },
    ONE_MORE_POD_A_MINUTE(30213, 4, 1, "capacityWithin") {
        @Override
        void into(StackCopy stack) {
            ((ObjectNode) stack.hpaSpec().at("/behavior/scaleUp"))
                    .putArray("policies")
                    .addObject()
                    .put("type", "Pods")
                    .put("value", 1)
                    .put("periodSeconds", 60);
        }
    },
    MAXIMUM_TOO_LOW(30214, 3, 1, "capacityWithin") {
        @Override
        void into(StackCopy stack) {
            stack.hpaSpec().put("maxReplicas", 2);
        }
    },
    /** A pipeline applies its manifest again while the HPA has scaled out. */
    REPLICAS_IN_THE_MANIFEST(30215, 3, 1, "reversalsAtMost") {
        @Override
        boolean actsAtCapacity() {
            return true;
        }

        @Override
        void atCapacity(StackCopy stack, String namespace) {
            ((ObjectNode) stack.deployment().get("spec")).put("replicas", 1);
            StackCopy.apply(namespace, stack.deployment());
        }
    },
    /** Many small requests, so that some arrive while the Service still leads to pods that have gone. */
    NO_DRAIN_ON_SIGTERM(30216, 4, 1, "failedRequestsAtMost", "failedRateAtMost") {
        @Override
        void into(StackCopy stack) {
            stack.environment("SCALEPROOF_DRAIN_SECONDS", "0");
        }

        @Override
        String request() {
            return "--request-millis 1 --cost-millis 2";
        }

        @Override
        boolean actsAtCapacity() {
            return true;
        }

        @Override
        void atCapacity(StackCopy stack, String namespace) {
            StackCopy.kubectl("rollout restart deployment scaleproof --namespace " + namespace);
        }
    },
    /** The service as {@link UnreadyUnderLoad} changes it: no pod serves, and the HPA sees none that counts. */
    READINESS_THAT_FAILS_UNDER_LOAD(
            30217, 4, 1, "firstScaleUpWithin", "capacityWithin", "failedRequestsAtMost", "failedRateAtMost") {
        @Override
        boolean changesCode() {
            return true;
        }

        // Asked so often, it notices the load before the HPA does.
        @Override
        void into(StackCopy stack) {
            ((ObjectNode) stack.container().get("readinessProbe"))
                    .put("periodSeconds", 1)
                    .put("timeoutSeconds", 1)
                    .put("failureThreshold", 3);
        }
    },
    NO_CPU_REQUEST(30218, 3, 2) {
        @Override
        void into(StackCopy stack) {
            for (String amounts : List.of("requests", "limits")) {
                ((ObjectNode) stack.container().at("/resources/" + amounts)).remove("cpu");
            }
        }
    };

    private final int nodePort;
    private final int needs;
    private final int exit;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is
    private final Set<String> clauses;

    Breakage(int nodePort, int needs, int exit, String... clauses) {
        this.nodePort = nodePort;
        this.needs = needs;
        this.exit = exit;
        this.clauses = Set.of(clauses);
    }

    void into(StackCopy stack) {}

    /** Whether it lies in the service itself. */
    boolean changesCode() {
        return false;
    }

    boolean actsAtCapacity() {
        return false;
    }

    /** What happens once the load has its pods. */
    void atCapacity(StackCopy stack, String namespace) {}

    /** Pods that the load needs. */
    int needs() {
        return needs;
    }

    /**
     * What a request asks for and costs. The cost is declared: measuring it is load already, which the stack with the wrong
     * readiness does not bear.
     */
    String request() {
        return "--request-millis 25 --cost-millis 29";
    }

    int exit() {
        return exit;
    }

    Set<String> clauses() {
        return clauses;
    }

    String namespace() {
        return "scaleproof-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int nodePort() {
        return nodePort;
    }
}
