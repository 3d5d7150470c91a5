package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.elasticity.StepCurve;
import io.scaleproof.loadtest.hpa.EqualPods;
import io.scaleproof.loadtest.policy.Demand;
import io.scaleproof.loadtest.policy.ScalingPolicy;
import io.scaleproof.loadtest.record.SizedBy;
import org.HdrHistogram.Histogram;

/**
 * Runs a trace under a policy, from one event to the next instead of by ticks: between two of them nothing changes, so that
 * what was worked and waited in between is known by arithmetic. The same model as {@link Simulator}'s, in plain numbers and
 * without a record of every second, a hundred times faster; a test holds the two equal.
 *
 * <p>Before the trace its first rate is sent for a while, to as many pods as that needs, so that nothing is judged that comes
 * of a cold start.
 */
public final class TraceSimulator implements ScalingPolicy.Sight {
    private static final long OLD_MILLIS = 600_000;
    private static final int DIGITS = 2;

    private final Demand demand;
    private final double costMillis;
    private final Model model;
    private final ScalingPolicy policy;
    private final long begin;
    private final CountedFleet fleet;
    private final Backlog backlog;
    private final SizedBy by;
    private final Scraping scraping;
    private double waitMillis;
    private final StepCurve wanted = new StepCurve();
    private final StepCurve ready = new StepCurve();
    private final StepCurve there = new StepCurve();
    private final Histogram latencies = new Histogram(DIGITS);
    private double unrecorded;
    private long now;
    private double failed;

    /** How a trace begins: with so many pods and requests per second. */
    record Beginning(int pods, double rate) {}

    private TraceSimulator(
            Demand demand, Model model, Noise noise, ScalingPolicy policy, Beginning beginning, SizedBy by) {
        this.by = by;
        this.scraping = model.scraping().from(noise.scrapePhase(model));
        this.demand = demand;
        this.costMillis = demand.costMillis();
        this.model = model;
        this.policy = policy;
        this.begin = Simulator.begin(model).toMillis();
        this.now = begin;
        this.backlog = new Backlog(model);
        this.fleet = new CountedFleet(
                model,
                noise.startFactors(),
                beginning.pods(),
                begin - OLD_MILLIS - model.started().plus(model.ready()).toMillis());
    }

    /**
     * What is to be expected.
     *
     * @param noise its phases and starts; what it says of costs is in the demand already
     * @param least the fewest pods to begin with
     * @param most the most
     * @param by what a request adds to the metric that the policy looks at, if it looks at one
     */
    public static TraceRun run(
            Demand demand, Model model, Noise noise, ScalingPolicy policy, int least, int most, SizedBy by) {
        Beginning beginning = new Beginning(
                Math.clamp(demand.need(0), least, most), demand.trace().rate(0));
        return run(demand, model, noise, policy, beginning, by);
    }

    static TraceRun run(
            Demand demand, Model model, Noise noise, ScalingPolicy policy, Beginning beginning, SizedBy by) {
        return new TraceSimulator(demand, model, noise, policy, beginning, by).run(noise, beginning.rate());
    }

    private TraceRun run(Noise noise, double rateBefore) {
        long resolution = model.metricsResolution().toMillis();
        long nextMetrics = firstAfterBegin(noise.metricsPhase(model).toMillis(), resolution);
        long nextAsk = firstAfterBegin(policy.phaseMillis(), policy.periodMillis());
        Windows windows = new Windows(nextAsk);
        int step = -1;
        long stepEnd = 0;
        double rate = rateBefore;
        int need = 0;
        note();
        while (now < demand.length()) {
            long nextScrape = windows.next();
            long next = Math.min(
                    Math.min(stepEnd, fleet.nextChange()), Math.min(Math.min(nextMetrics, nextScrape), nextAsk));
            if (next > now) {
                pass(next, rate, need);
                now = next;
            }
            if (now == stepEnd && ++step < demand.trace().steps()) {
                rate = demand.trace().rate(step);
                need = demand.need(step);
                stepEnd = demand.begin(step + 1);
            }
            if (fleet.nextChange() <= now) {
                fleet.settle(now);
                note();
            }
            if (nextMetrics <= now) {
                fleet.measure(now);
                nextMetrics += resolution;
            }
            if (nextScrape <= now) {
                fleet.scrape(now, scraping);
                windows.passed();
            }
            if (nextAsk <= now) {
                int asked = policy.decide(this);
                if (asked != fleet.wanted()) {
                    fleet.scale(asked, now);
                    note();
                }
                nextAsk += policy.periodMillis();
            }
        }
        return new TraceRun(
                demand,
                wanted,
                ready,
                there,
                failed,
                latencies.getTotalCount() == 0 ? 0 : latencies.getValueAtPercentile(99) / 1e3);
    }

    private long firstAfterBegin(long phase, long period) {
        return phase - Math.floorDiv(phase - begin - 1, period) * period;
    }

    private void pass(long until, double rate, int need) {
        double seconds = (until - now) / 1e3;
        double due = rate * seconds;
        Backlog.Passed passed = backlog.pass(due * costMillis, fleet.serving(), seconds);
        double answered = passed.servedMillis() / costMillis;
        // Whoever is answered in between waited neither as long as the first nor as the last.
        double each = costMillis + (waitMillis + passed.waitMillis()) / 2;
        waitMillis = passed.waitMillis();
        fleet.pass(now, seconds, new Fleet.Work(passed.servedMillis(), answered, answered * each / 1e3));
        if (now >= 0 && due > 0) {
            failed += passed.rejectedMillis() / costMillis;
            if (fleet.serving() >= need) {
                latency(due, costMillis + passed.waitMillis());
            }
        }
    }

    /** Of one request in so many at least, so that a histogram of whole numbers does for fractions of them. */
    private void latency(double due, double millis) {
        unrecorded += due;
        long whole = (long) unrecorded;
        if (whole > 0) {
            latencies.recordValueWithCount(Math.round(millis * 1e3), whole);
            unrecorded -= whole;
        }
    }

    /** The scrapes at which a window begins or ends that the policy will ask for, and those that are a pod's first. */
    private final class Windows {
        private long beginsOf;
        private long endsOf;

        Windows(long firstAsk) {
            beginsOf = firstAsk;
            endsOf = firstAsk;
        }

        long next() {
            return by == SizedBy.CPU
                    ? CountedPods.NEVER
                    : Math.min(
                            Math.min(scraping.firstMillis(beginsOf), scraping.lastMillis(endsOf)),
                            fleet.nextFirstScrape(now, scraping));
        }

        void passed() {
            while (scraping.firstMillis(beginsOf) <= now) {
                beginsOf += policy.periodMillis();
            }
            while (scraping.lastMillis(endsOf) <= now) {
                endsOf += policy.periodMillis();
            }
        }
    }

    private void note() {
        wanted.add(now, fleet.wanted());
        ready.add(now, fleet.serving());
        there.add(now, fleet.there());
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public int wanted() {
        return fleet.wanted();
    }

    @Override
    public int ready() {
        return fleet.serving();
    }

    @Override
    public void count(EqualPods into) {
        if (by == SizedBy.CPU) {
            fleet.count(into, now);
        } else {
            fleet.count(into, now, scraping, by);
        }
    }
}
