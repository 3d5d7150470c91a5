package io.scaleproof.e2e;

import java.time.Duration;

/** The stand-in's Contour and Envoy, for a test that needs them: taken away again by {@link #close} if they were not there before. */
final class IngressController implements AutoCloseable {
    /** The first time they are built. */
    private static final Duration LONG = Duration.ofMinutes(15);

    private final boolean wasThere;

    private IngressController(boolean wasThere) {
        this.wasThere = wasThere;
    }

    /** As the cluster has it, or not. */
    static IngressController found() {
        return new IngressController(!type("kubectl get namespace --ignore-not-found --output name projectcontour")
                .isBlank());
    }

    void up() {
        type("cluster/ingress-controller up");
    }

    @Override
    public void close() {
        if (!wasThere) {
            type("cluster/ingress-controller down");
        }
    }

    private static String type(String line) {
        return new Command(WorkingCopy.repository()).run(LONG, line).ok().output();
    }
}
