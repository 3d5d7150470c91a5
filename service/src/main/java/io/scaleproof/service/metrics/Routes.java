package io.scaleproof.service.metrics;

import static java.util.stream.Collectors.toMap;

import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpStatus;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The routes that requests are counted by: the service's own, and those that Micronaut has besides. */
@Singleton
public class Routes {
    private static final Map<String, Route> OWN = Stream.of(
                    Route.HOME,
                    Route.LOAD,
                    Route.MEMORY,
                    Route.OPENAPI,
                    Route.HEALTH,
                    Route.LIVENESS,
                    Route.READINESS,
                    Route.STARTUP,
                    Route.PROMETHEUS)
            .collect(toMap(Route::path, route -> route));

    private final BeanProvider<Router> router;
    private volatile Added added;

    Routes(BeanProvider<Router> router) {
        this.router = router;
    }

    /**
     * The route of a request to {@code uri}, as Micronaut routes it: scheme and host (RFC 9112, section 3.2.2), a slash at the
     * end and the query left out of account.
     */
    public Route of(String uri) {
        String path = path(uri);
        Route own = OWN.get(path);
        return own != null ? own : added().of(path);
    }

    /** All of them. */
    Stream<Route> all() {
        return Stream.of(OWN.values().stream(), added().byTemplate.values().stream(), Stream.of(Route.OTHER))
                .flatMap(routes -> routes);
    }

    /** Asked for with the first path that is not the service's own, or the first scrape: the start is spared it. */
    private Added added() {
        if (added == null) {
            added = new Added(router.get());
        }
        return added;
    }

    /** An absolute URI may have no path, which is that of {@code /}. */
    private static String path(String uri) {
        int start = uri.startsWith("/") ? 0 : pathOfAbsolute(uri);
        int query = uri.indexOf('?', start);
        int end = query < 0 ? uri.length() : query;
        if (start == end && start > 0) {
            return "/";
        }
        if (end - start > 1 && uri.charAt(end - 1) == '/') {
            end--;
        }
        return uri.substring(start, end);
    }

    /** Where the path of {@code scheme://host/path} begins, be it empty; 0 for what has no host. */
    private static int pathOfAbsolute(String uri) {
        int authority = uri.indexOf("://");
        if (authority < 0) {
            return 0;
        }
        int path = authority + 3;
        while (path < uri.length() && uri.charAt(path) != '/' && uri.charAt(path) != '?') {
            path++;
        }
        return path;
    }

    /** Those of controllers that are not the service's own; there are as many as templates, whatever is asked for. */
    private static final class Added {
        final Map<String, Route> byTemplate = new LinkedHashMap<>();
        /** Those with something to fill in, the closest first. */
        private final List<UriRouteInfo<?, ?>> variable = new ArrayList<>();

        Added(Router router) {
            router.uriRoutes().distinct().sorted().forEachOrdered(this::add);
        }

        private void add(UriRouteInfo<?, ?> info) {
            String template = template(info);
            // Each GET has a HEAD beside it.
            if (OWN.containsKey(template) || info.getHttpMethod() == HttpMethod.HEAD) {
                return;
            }
            if (!info.getUriMatchTemplate().getVariables().isEmpty()) {
                variable.add(info);
            }
            byTemplate
                    .computeIfAbsent(template, Route::added)
                    .mayAnswer(
                            info.getHttpMethodName(),
                            info.findStatus(HttpStatus.OK).getCode());
        }

        private static String template(UriRouteInfo<?, ?> info) {
            return info.getUriMatchTemplate().toPathString();
        }

        Route of(String path) {
            Route literal = byTemplate.get(path);
            return literal != null
                    ? literal
                    : variable.stream()
                            .filter(info -> info.tryMatch(path) != null)
                            .findFirst()
                            .map(info -> byTemplate.get(template(info)))
                            .orElse(Route.OTHER);
        }
    }
}
