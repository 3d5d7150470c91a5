package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.Measurement;
import io.scaleproof.loadtest.record.SizedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What Prometheus knows of one pod: its counters of requests at the last scrapes. Times are milliseconds. */
final class Scrapes {
    private final Deque<Scrape> last;

    private record Scrape(long at, double requests, double underWay) {
        double of(SizedBy by) {
            return by == SizedBy.RATE ? requests : underWay;
        }
    }

    Scrapes() {
        this(new ArrayDeque<>());
    }

    private Scrapes(Deque<Scrape> last) {
        this.last = last;
    }

    /** The same from here on, for pods that go their own way. */
    Scrapes copy() {
        return new Scrapes(new ArrayDeque<>(last));
    }

    /**
     * Keeps what a window still reaches back to. A scrape at which no window begins or ends need not be added.
     *
     * @param requests that the pod has answered since it began
     * @param underWay seconds that those were under way, all together
     */
    void add(long now, double requests, double underWay, Scraping scraping) {
        last.addLast(new Scrape(now, requests, underWay));
        long reach = now - scraping.window().plus(scraping.interval()).toMillis();
        while (last.getFirst().at() < reach) {
            last.removeFirst();
        }
    }

    /** The rate over the window that ends now; empty with fewer than two scrapes in it. */
    Optional<Measurement> measurement(Duration now, Scraping scraping, SizedBy by) {
        long end = now.toMillis();
        long begin = end - scraping.window().toMillis();
        Scrape first = last.peekFirst();
        for (Scrape scrape : last) {
            if (scrape.at() > begin) {
                first = scrape;
                break;
            }
        }
        Scrape latest = last.peekLast();
        if (first == null || first.at() <= begin || first.at() == latest.at()) {
            return Optional.empty();
        }
        double apart = (double) (latest.at() - first.at()) / scraping.interval().toMillis();
        int scrapes = 1 + (int) Math.round(apart);
        double rate = CounterRate.of(begin, end, first.at(), latest.at(), scrapes, first.of(by), latest.of(by));
        return Optional.of(new Measurement(CounterRate.milli(rate), now, scraping.window()));
    }
}
