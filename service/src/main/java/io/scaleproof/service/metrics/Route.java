package io.scaleproof.service.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a request goes, which is what it is counted by. Those of the service itself are here, for the shortcuts that look
 * for them and so that the start need not ask; {@link Routes} finds what is added to it.
 */
public final class Route {
    public static final Route HOME = new Route("/", true, get(200));
    public static final Route LOAD = new Route("/load", true, get(200, 400, 503));
    public static final Route MEMORY = new Route("/load/memory", true, get(200, 400, 503));
    public static final Route OPENAPI = new Route("/openapi.yaml", true, get(200));
    public static final Route HEALTH = new Route("/health", false, get(200, 503));
    public static final Route LIVENESS = new Route("/health/liveness", false, get(200));
    public static final Route READINESS = new Route("/health/readiness", false, get(200, 503));
    public static final Route STARTUP = new Route("/health/startup", false, get(200));
    public static final Route PROMETHEUS = new Route("/prometheus", false, get(200));
    /** All that Micronaut routes nowhere, together: a client could make up any number of paths. */
    public static final Route OTHER = new Route("other", true, get(404));

    private final String path;
    private final boolean work;
    private final List<Answer> answers;

    /** What a request may be answered with, as far as that is known beforehand. */
    record Answer(String method, int status) {}

    private Route(String path, boolean work, List<Answer> answers) {
        this.path = path;
        this.work = work;
        this.answers = answers;
    }

    /** One of a controller that somebody has added. */
    static Route added(String template) {
        return new Route(template, true, new ArrayList<>());
    }

    private static List<Answer> get(int... statuses) {
        return IntStream.of(statuses)
                .mapToObj(status -> new Answer("GET", status))
                .toList();
    }

    void mayAnswer(String method, int status) {
        answers.add(new Answer(method, status));
    }

    /** Without values: {@code /orders/{id}}. */
    String path() {
        return path;
    }

    /** Whether who asks wants the service's work, and not to know how it is. */
    boolean isWork() {
        return work;
    }

    List<Answer> answers() {
        return answers;
    }

    @Override
    public String toString() {
        return path;
    }
}
