package io.scaleproof.service.metrics;

/** The paths that are counted apart; all others together, so that a client cannot make up any number of them. */
public enum Route {
    HOME("/", true),
    LOAD("/load", true),
    MEMORY("/load/memory", true),
    OPENAPI("/openapi.yaml", true),
    HEALTH("/health", false),
    LIVENESS("/health/liveness", false),
    READINESS("/health/readiness", false),
    STARTUP("/health/startup", false),
    PROMETHEUS("/prometheus", false),
    OTHER("other", true);

    private static final Route[] ALL = values();

    private final String path;
    private final boolean work;

    /** @param work whether who asks wants the service's work, and not to know how it is */
    Route(String path, boolean work) {
        this.path = path;
        this.work = work;
    }

    /**
     * The route of a request to {@code uri}, as Micronaut routes it: scheme and host (RFC 9112, section 3.2.2), a slash at the
     * end and the query left out of account. An absolute URI may have no path, which is that of {@code /}.
     */
    public static Route of(String uri) {
        int start = uri.startsWith("/") ? 0 : pathOfAbsolute(uri);
        int query = uri.indexOf('?', start);
        int end = query < 0 ? uri.length() : query;
        if (start == end && start > 0) {
            return HOME;
        }
        if (end - start > 1 && uri.charAt(end - 1) == '/') {
            end--;
        }
        for (Route route : ALL) {
            if (route.path.length() == end - start && uri.startsWith(route.path, start)) {
                return route;
            }
        }
        return OTHER;
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

    String path() {
        return path;
    }

    boolean isWork() {
        return work;
    }

    /** What a GET may be answered with. */
    int[] statuses() {
        return switch (this) {
            case LOAD, MEMORY -> new int[] {200, 400, 503};
            case READINESS -> new int[] {200, 503};
            case OTHER -> new int[] {404};
            default -> new int[] {200};
        };
    }
}
