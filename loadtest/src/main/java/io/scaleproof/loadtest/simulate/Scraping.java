package io.scaleproof.loadtest.simulate;

import java.time.Duration;

/**
 * How the requests are counted that an HPA looks at: pods are scraped by Prometheus, and an adapter asks it for a rate when the
 * HPA asks the adapter, so that a figure is as old as the last scrape and no older.
 *
 * @param interval how often a pod is scraped
 * @param phase when for the first time after the run's zero
 * @param window over which the rate is taken: a surge is seen whole only after this
 * @param discovery from a container's start until it is scraped
 */
public record Scraping(Duration interval, Duration phase, Duration window, Duration discovery) {
    /** As this project sets Prometheus up; it looks for new targets every 5 s. */
    public static final Scraping STANDARD =
            new Scraping(Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofSeconds(6), Duration.ofSeconds(5));

    public Scraping {
        if (interval.toMillis() < 100) {
            throw new IllegalArgumentException(
                    "scrapeInterval is %d ms. It has to be 100 ms or more".formatted(interval.toMillis()));
        }
        if (window.compareTo(interval.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "requestWindowSeconds is %s and scrapeInterval %s. A rate needs two scrapes, which only a window of twice the interval is sure to have"
                            .formatted(window.toMillis() / 1e3, interval.toMillis() / 1e3));
        }
    }

    /** The same from another phase on. */
    Scraping from(Duration otherPhase) {
        return new Scraping(interval, otherPhase, window, discovery);
    }

    /** The first scrape at or after a time. */
    long nextMillis(long time) {
        return lastMillis(time + interval.toMillis() - 1);
    }

    /** The last scrape at or before a time. */
    long lastMillis(long now) {
        return now - Math.floorMod(now - phase.toMillis(), interval.toMillis());
    }

    /** The first scrape that a window which ends at a time still has: its begin is not of it. */
    long firstMillis(long now) {
        return lastMillis(now - window.toMillis()) + interval.toMillis();
    }
}
