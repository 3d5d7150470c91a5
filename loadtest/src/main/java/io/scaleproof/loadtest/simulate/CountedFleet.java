package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.EqualPods;
import io.scaleproof.loadtest.record.SizedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** {@link Fleet} in plain numbers, for the engine that runs traces. Times are milliseconds. */
final class CountedFleet {
    private final Model model;
    private final DoubleSupplier startFactors;
    private final long stopMillis;
    private final double startingMillicores;
    private final List<CountedPods> pods = new ArrayList<>();
    private int wanted;
    private int serving;
    private int there;
    private long nextChange;

    CountedFleet(Model model, DoubleSupplier startFactors, int wanted, long since) {
        this.model = model;
        this.startFactors = startFactors;
        this.stopMillis = model.stopped().toMillis();
        this.startingMillicores = Math.min(
                model.cpuLimitMillicores(),
                model.startCpuMillis() / (model.ready().toMillis() / 1e3 + 1e-9));
        long begun = since + model.started().toMillis();
        pods.add(new CountedPods(wanted, since, begun, begun + model.ready().toMillis()));
        this.wanted = wanted;
        settle(since);
    }

    /** Creates pods, or deletes the youngest. */
    void scale(int target, long now) {
        if (target > wanted) {
            double factor = startFactors.getAsDouble();
            long started = now + Math.round(model.started().toMillis() * factor);
            pods.add(new CountedPods(
                    target - wanted,
                    now,
                    started,
                    started + Math.round(model.ready().toMillis() * factor)));
        }
        int surplus = wanted - target;
        for (int i = pods.size() - 1; i >= 0 && surplus > 0; i--) {
            CountedPods youngest = pods.get(i);
            if (!youngest.isDeleted()) {
                int leaving = Math.min(surplus, youngest.count());
                CountedPods left = leaving == youngest.count() ? youngest : youngest.split(leaving);
                if (left != youngest) {
                    pods.add(left);
                }
                left.delete(now);
                surplus -= leaving;
            }
        }
        wanted = target;
        settle(now);
    }

    /** Takes note of what changed by itself until now. */
    void settle(long now) {
        serving = 0;
        there = 0;
        nextChange = CountedPods.NEVER;
        for (int i = pods.size() - 1; i >= 0; i--) {
            CountedPods some = pods.get(i);
            if (some.isGone(now, stopMillis)) {
                pods.remove(i);
            } else {
                there += some.count();
                serving += some.isServing(now) ? some.count() : 0;
                nextChange = Math.min(nextChange, some.nextChange(now, stopMillis));
            }
        }
    }

    int wanted() {
        return wanted;
    }

    int serving() {
        return serving;
    }

    /** Pods that take up room, whatever they do. */
    int there() {
        return there;
    }

    /** When something changes next by itself. */
    long nextChange() {
        return nextChange;
    }

    /** As {@link Fleet#pass}, over a time in which nothing changes. */
    void pass(long now, double seconds, Fleet.Work work) {
        double idle = model.idleMillicores() * seconds;
        Fleet.Work serves = work.share(Math.max(1, serving), idle);
        for (int i = 0; i < pods.size(); i++) {
            CountedPods some = pods.get(i);
            if (some.isServing(now)) {
                some.work(serves);
            } else if (some.isStarting(now)) {
                some.use(startingMillicores * seconds);
            } else if (some.isDeleted()) {
                some.use(idle);
            }
        }
    }

    void measure(long now) {
        long resolution = model.metricsResolution().toMillis();
        for (int i = 0; i < pods.size(); i++) {
            pods.get(i).measure(now, resolution);
        }
    }

    void scrape(long now, Scraping scraping) {
        for (int i = 0; i < pods.size(); i++) {
            pods.get(i).scrape(now, scraping);
        }
    }

    /** When a pod that has not been scraped yet is scraped for the first time. */
    long nextFirstScrape(long now, Scraping scraping) {
        long next = CountedPods.NEVER;
        for (int i = 0; i < pods.size(); i++) {
            long first = pods.get(i).firstScrape(scraping);
            next = first > now ? Math.min(next, first) : next;
        }
        return next;
    }

    void count(EqualPods into, long now, Scraping scraping, SizedBy by) {
        for (int i = 0; i < pods.size(); i++) {
            pods.get(i).count(into, now, scraping, by);
        }
    }

    void count(EqualPods into, long now) {
        for (int i = 0; i < pods.size(); i++) {
            pods.get(i).count(into, now);
        }
    }
}
