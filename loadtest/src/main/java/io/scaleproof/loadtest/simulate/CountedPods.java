package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.EqualPods;
import io.scaleproof.loadtest.record.SizedBy;
import java.time.Duration;

/** {@link Cohort} in plain numbers, for the engine that runs traces. Times are milliseconds. */
final class CountedPods {
    static final long NEVER = Long.MAX_VALUE;
    private static final long NOT_YET = Long.MIN_VALUE;
    private static final long YOUNG_MILLIS = 10_000;

    private int count;
    private final long created;
    private final long started;
    private final long ready;
    private long deleted = NEVER;
    private double cpuMillis;
    private double requests;
    private double underWay;
    private double cpuMillisWhenMeasured;
    private long measured = NOT_YET;
    private long latestMilli;
    private long latestAt = NOT_YET;
    private long latestWindow;
    private Scrapes scrapes = new Scrapes();

    CountedPods(int count, long created, long started, long ready) {
        this.count = count;
        this.created = created;
        this.started = started;
        this.ready = ready;
    }

    CountedPods split(int leaving) {
        count -= leaving;
        CountedPods other = new CountedPods(leaving, created, started, ready);
        other.cpuMillis = cpuMillis;
        other.requests = requests;
        other.underWay = underWay;
        other.scrapes = scrapes.copy();
        other.cpuMillisWhenMeasured = cpuMillisWhenMeasured;
        other.measured = measured;
        other.latestMilli = latestMilli;
        other.latestAt = latestAt;
        other.latestWindow = latestWindow;
        return other;
    }

    int count() {
        return count;
    }

    void delete(long now) {
        deleted = now;
    }

    boolean isDeleted() {
        return deleted != NEVER;
    }

    boolean isGone(long now, long stopMillis) {
        return deleted != NEVER && deleted + stopMillis <= now;
    }

    boolean isServing(long now) {
        return ready <= now && deleted == NEVER;
    }

    boolean isStarting(long now) {
        return started <= now && ready > now;
    }

    /** The next time after {@code now} at which something of it changes by itself. */
    long nextChange(long now, long stopMillis) {
        long next = deleted == NEVER ? NEVER : deleted + stopMillis;
        next = ready > now ? Math.min(next, ready) : next;
        return started > now ? Math.min(next, started) : next;
    }

    /** As {@link Cohort#work}. */
    void work(Fleet.Work each) {
        use(each.servedMillis());
        requests += each.answered();
        underWay += each.underWay();
    }

    /** As {@link Cohort#use}. */
    void use(double millis) {
        cpuMillis += millis;
    }

    /** As {@link Cohort#scrape}. */
    void scrape(long now, Scraping scraping) {
        if (deleted == NEVER && firstScrape(scraping) <= now) {
            scrapes.add(now, requests, underWay, scraping);
        }
    }

    long firstScrape(Scraping scraping) {
        return scraping.nextMillis(started + scraping.discovery().toMillis());
    }

    /** As {@link Cohort#views}, for an HPA that looks at requests. */
    void count(EqualPods into, long now, Scraping scraping, SizedBy by) {
        if (deleted != NEVER) {
            return;
        }
        if (started > now) {
            into.addPending(count);
        } else {
            scrapes.measurement(Duration.ofMillis(now), scraping, by)
                    .ifPresentOrElse(latest -> into.add(count, latest.milli()), () -> into.addUnmeasured(count));
        }
    }

    /** As {@link Cohort#measure}. */
    void measure(long now, long resolution) {
        if (started > now) {
            return;
        }
        boolean young = measured == NOT_YET;
        long window = now - (young ? started : measured);
        if (window > 0 && (!young || (window >= YOUNG_MILLIS && window <= resolution))) {
            double millicores = (cpuMillis - (young ? 0 : cpuMillisWhenMeasured)) / (window / 1e3);
            latestMilli = (long) Math.ceil(millicores - 1e-6);
            latestAt = stamp(now);
            latestWindow = window;
        }
        cpuMillisWhenMeasured = cpuMillis;
        measured = now;
    }

    /** As {@link Cohort#views}. */
    void count(EqualPods into, long now) {
        if (deleted != NEVER) {
            return;
        }
        if (started > now) {
            into.addPending(count);
        } else if (latestAt == NOT_YET) {
            into.addUnmeasured(count);
        } else {
            boolean isReady = ready <= now;
            into.add(
                    count,
                    latestMilli,
                    latestAt,
                    latestWindow,
                    isReady,
                    stamp(isReady ? ready : created),
                    stamp(created),
                    now);
        }
    }

    /** Kubernetes stamps in whole seconds, cut off. */
    private static long stamp(long at) {
        return Math.floorDiv(at, 1_000L) * 1_000;
    }
}
