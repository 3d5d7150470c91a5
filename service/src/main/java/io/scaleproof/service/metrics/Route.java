package io.scaleproof.service.metrics;

/** The paths that are counted apart; all others together, so that a client cannot make up any number of them. */
public enum Route {
    HOME("/"),
    LOAD("/load"),
    MEMORY("/load/memory"),
    LIVENESS("/health/liveness"),
    READINESS("/health/readiness"),
    STARTUP("/health/startup"),
    PROMETHEUS("/prometheus"),
    OTHER("other");

    private static final Route[] ALL = values();

    private final String path;

    Route(String path) {
        this.path = path;
    }

    /** The route of a request to {@code uri}, its query left out of account. */
    public static Route of(String uri) {
        int query = uri.indexOf('?');
        int length = query < 0 ? uri.length() : query;
        for (Route route : ALL) {
            if (route.path.length() == length && uri.startsWith(route.path)) {
                return route;
            }
        }
        return OTHER;
    }

    String path() {
        return path;
    }
}
