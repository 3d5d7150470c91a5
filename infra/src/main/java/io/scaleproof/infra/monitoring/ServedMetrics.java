package io.scaleproof.infra.monitoring;

import java.util.Optional;

/** What the cluster's custom and external metrics APIs serve: each metric is a list. */
@FunctionalInterface
public interface ServedMetrics {
    /**
     * Waits until the list at {@code path} has something.
     *
     * @param path at the API server
     * @return what the API says instead, if it has nothing after a while
     */
    Optional<String> missing(String path);
}
