package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.Measurement;
import io.scaleproof.loadtest.hpa.PodView;
import io.scaleproof.loadtest.hpa.PodView.Phase;
import io.scaleproof.loadtest.hpa.PodView.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pods that were created together and have shared everything since: what holds for one holds for all. */
final class Cohort {
    private List<String> names;
    private final Duration created;
    private final Duration waiting;
    private final Duration started;
    private final Duration ready;
    private Optional<Duration> deleted = Optional.empty();
    private double cpuMillis;
    private double cpuMillisWhenMeasured;
    private Optional<Duration> measured = Optional.empty();
    private Optional<Measurement> latest = Optional.empty();
    private double requests;
    private double underWay;
    private Scrapes scrapes = new Scrapes();

    /** @param first number of its first pod */
    Cohort(int first, int count, Duration created, Duration waiting, Model model) {
        this(
                IntStream.range(first, first + count)
                        .mapToObj(number -> "scaleproof-" + number)
                        .toList(),
                created,
                waiting,
                model);
    }

    private Cohort(List<String> names, Duration created, Duration waiting, Model model) {
        this.names = names;
        this.created = created;
        this.waiting = waiting;
        this.started = created.plus(waiting).plus(model.started());
        this.ready = started.plus(model.ready());
    }

    /** Takes the last {@code leaving} pods out, which go on as a cohort of their own. */
    Cohort split(int leaving, Model model) {
        int staying = names.size() - leaving;
        var other = new Cohort(names.subList(staying, names.size()), created, waiting, model);
        names = names.subList(0, staying);
        other.cpuMillis = cpuMillis;
        other.cpuMillisWhenMeasured = cpuMillisWhenMeasured;
        other.measured = measured;
        other.latest = latest;
        other.requests = requests;
        other.underWay = underWay;
        other.scrapes = scrapes.copy();
        return other;
    }

    int count() {
        return names.size();
    }

    void delete(Duration now) {
        deleted = Optional.of(now);
    }

    boolean isDeleted() {
        return deleted.isPresent();
    }

    boolean isGone(Duration now, Model model) {
        return deleted.isPresent() && deleted.get().plus(model.stopped()).compareTo(now) <= 0;
    }

    boolean isStarting(Duration now) {
        return started.compareTo(now) <= 0 && ready.compareTo(now) > 0;
    }

    boolean isServing(Duration now) {
        return ready.compareTo(now) <= 0 && deleted.isEmpty();
    }

    Duration sinceReady(Duration now) {
        return now.minus(ready);
    }

    boolean isRunning(Duration now) {
        return started.compareTo(now) <= 0;
    }

    /** CPU time that each of its pods has used since it began. */
    double cpuMillis() {
        return cpuMillis;
    }

    /** Uses CPU and answers requests, each pod as much. */
    void work(Fleet.Work each) {
        use(each.servedMillis());
        requests += each.answered();
        underWay += each.underWay();
    }

    /** Uses CPU and answers nothing. */
    void use(double millis) {
        cpuMillis += millis;
    }

    /** A pod is scraped from some time after its container's start until its deletion. */
    void scrape(long now, Scraping scraping) {
        if (!isDeleted() && started.plus(scraping.discovery()).toMillis() <= now) {
            scrapes.add(now, requests, underWay, scraping);
        }
    }

    Scrapes scrapes() {
        return scrapes;
    }

    /**
     * Measures as metrics-server does: a rate needs two points, or one of a container that has run for 10 s but not yet
     * for two measurements.
     */
    void measure(Duration now, Duration resolution, double factor) {
        if (started.compareTo(now) > 0) {
            return;
        }
        Duration since = measured.orElse(started);
        boolean young = measured.isEmpty();
        Duration window = now.minus(since);
        boolean measurable = !young || (window.toMillis() >= 10_000 && window.compareTo(resolution) <= 0);
        if (measurable && !window.isZero()) {
            double millicores = (cpuMillis - (young ? 0 : cpuMillisWhenMeasured)) / (window.toMillis() / 1e3);
            latest = Optional.of(new Measurement((long) Math.ceil(millicores * factor - 1e-6), stamp(now), window));
        }
        cpuMillisWhenMeasured = cpuMillis;
        measured = Optional.of(now);
    }

    Optional<Measurement> latest() {
        return latest;
    }

    List<String> names() {
        return names;
    }

    Stream<PodView> views(Duration now, Model model) {
        boolean isReady = ready.compareTo(now) <= 0;
        var readiness = Optional.of(new Readiness(isReady, stamp(isReady ? ready : created)));
        Map<String, Long> requested = Map.of("cpu", Math.round(model.cpuRequestMillicores()));
        return names.stream()
                .map(name -> new PodView(
                        name,
                        started.compareTo(now) <= 0 ? Phase.RUNNING : Phase.PENDING,
                        isDeleted(),
                        Optional.of(stamp(created)),
                        readiness,
                        requested));
    }

    /** Kubernetes stamps in whole seconds, cut off. */
    private static Duration stamp(Duration at) {
        return Duration.ofSeconds(Math.floorDiv(at.toMillis(), 1_000L));
    }

    /** What became of its pods. */
    CohortLife life() {
        return new CohortLife(names, created, created.plus(waiting), started, ready, deleted, Math.round(requests));
    }

    record CohortLife(
            List<String> names,
            Duration created,
            Duration scheduled,
            Duration started,
            Duration ready,
            Optional<Duration> deleted,
            long requests) {}
}
