package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a run needs of an EndpointSlice as it was seen. The slice itself names up to a hundred endpoints, and comes anew with
 * each pod that comes or goes.
 *
 * @param slice its name
 * @param ready endpoints that are ready
 * @param terminating endpoints that are terminating
 * @param reachable names of the pods that it leads to and no earlier sight did
 */
record EndpointSight(String slice, int ready, int terminating, List<String> reachable) {

    /** Reads the slices of one Service in the order in which they are seen. */
    static Function<EndpointSlice, EndpointSight> reader() {
        Set<String> known = new HashSet<>();
        return slice -> new EndpointSight(
                slice.getMetadata().getName(),
                count(slice, EndpointConditions::getReady),
                count(slice, EndpointConditions::getTerminating),
                pods(slice).filter(known::add).toList());
    }

    private static int count(EndpointSlice slice, Function<EndpointConditions, Boolean> condition) {
        return (int) endpoints(slice)
                .flatMap(endpoint -> Stream.ofNullable(endpoint.getConditions()))
                .filter(conditions -> Boolean.TRUE.equals(condition.apply(conditions)))
                .count();
    }

    private static Stream<String> pods(EndpointSlice slice) {
        return endpoints(slice)
                .filter(EndpointSight::isReady)
                .filter(endpoint -> "Pod".equals(endpoint.getTargetRef().getKind()))
                .map(endpoint -> endpoint.getTargetRef().getName());
    }

    /** Without a word of it an endpoint is taken to be ready (discovery.k8s.io/v1). */
    private static boolean isReady(Endpoint endpoint) {
        return endpoint.getTargetRef() != null
                && (endpoint.getConditions() == null
                        || !Boolean.FALSE.equals(endpoint.getConditions().getReady()));
    }

    private static Stream<Endpoint> endpoints(EndpointSlice slice) {
        return Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream);
    }
}
