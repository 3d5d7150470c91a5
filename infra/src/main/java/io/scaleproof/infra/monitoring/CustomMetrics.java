package io.scaleproof.infra.monitoring;

import java.util.Optional;

/** The cluster's custom metrics API. */
@FunctionalInterface
public interface CustomMetrics {
    /**
     * Waits until pods of the service have {@code metric} there.
     *
     * @return what the API says instead, if they have not got it after a while
     */
    Optional<String> missing(String namespace, String metric);
}
