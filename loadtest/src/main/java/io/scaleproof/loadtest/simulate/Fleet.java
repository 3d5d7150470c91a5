package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.Measurement;
import io.scaleproof.loadtest.hpa.PodView;
import io.scaleproof.loadtest.record.SizedBy;
import io.scaleproof.loadtest.simulate.Cohort.CohortLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All pods. */
final class Fleet {
    private final Model model;
    private final Weather weather;
    private final List<Cohort> cohorts = new ArrayList<>();
    private final List<Cohort> gone = new ArrayList<>();
    private int wanted;
    private int created;

    Fleet(Model model, Weather weather, int wanted, Duration since) {
        this.model = model;
        this.weather = weather;
        scale(wanted, since, Duration.ZERO);
    }

    /**
     * Creates pods, or deletes the youngest.
     *
     * @param waiting how long new ones wait for a node
     */
    void scale(int pods, Duration now, Duration waiting) {
        if (pods > wanted) {
            cohorts.add(new Cohort(created + 1, pods - wanted, now, waiting, model));
            created += pods - wanted;
        }
        int surplus = wanted - pods;
        for (Cohort youngest : List.copyOf(cohorts).reversed()) {
            if (surplus > 0 && !youngest.isDeleted()) {
                int leaving = Math.min(surplus, youngest.count());
                Cohort left = leaving == youngest.count() ? youngest : youngest.split(leaving, model);
                if (left != youngest) {
                    cohorts.add(left);
                }
                left.delete(now);
                surplus -= leaving;
            }
        }
        wanted = pods;
    }

    int wanted() {
        return wanted;
    }

    int serving(Duration now) {
        return cohorts.stream()
                .filter(cohort -> cohort.isServing(now))
                .mapToInt(Cohort::count)
                .sum();
    }

    int leaving() {
        return cohorts.stream()
                .filter(Cohort::isDeleted)
                .mapToInt(Cohort::count)
                .sum();
    }

    /**
     * What pods did.
     *
     * @param servedMillis CPU time spent on requests
     * @param answered requests answered, a fraction of one counts
     * @param underWay seconds that those were under way, all together
     */
    record Work(double servedMillis, double answered, double underWay) {
        /** The share of one pod of so many, which uses some CPU besides. */
        Work share(int pods, double besides) {
            return new Work(besides + servedMillis / pods, answered / pods, underWay / pods);
        }
    }

    /**
     * Lets time pass.
     *
     * @param work of all serving pods together
     */
    void pass(Duration now, Duration tick, Work work) {
        cohorts.removeIf(cohort -> cohort.isGone(now, model) && gone.add(cohort));
        int serving = Math.max(1, serving(now));
        double seconds = tick.toMillis() / 1e3;
        double idle = model.idleMillicores() * seconds;
        double starting = Math.min(
                model.cpuLimitMillicores(),
                model.startCpuMillis() / (model.ready().toMillis() / 1e3 + 1e-9));
        for (Cohort cohort : cohorts) {
            if (cohort.isServing(now)) {
                double burnt = weather.burns(now, cohort.sinceReady(now)) * seconds;
                cohort.work(work.share(serving, idle + burnt));
            } else if (cohort.isStarting(now)) {
                cohort.use(starting * seconds);
            } else if (cohort.isDeleted()) {
                cohort.use(idle);
            }
        }
    }

    /** @param factor what the measurement says, as a multiple of the truth */
    void measure(Duration now, double factor) {
        cohorts.forEach(cohort -> cohort.measure(now, model.metricsResolution(), factor));
    }

    /** What the CPU counter of every container that runs says, by pod. */
    Map<String, Double> counters(Duration now) {
        Map<String, Double> counters = new HashMap<>();
        cohorts.stream()
                .filter(cohort -> cohort.isRunning(now))
                .forEach(cohort -> cohort.names().forEach(name -> counters.put(name, cohort.cpuMillis())));
        return counters;
    }

    List<PodView> views(Duration now) {
        return cohorts.stream().flatMap(cohort -> cohort.views(now, model)).toList();
    }

    Map<String, Measurement> metrics() {
        Map<String, Measurement> metrics = new HashMap<>();
        for (Cohort cohort : cohorts) {
            cohort.latest().ifPresent(latest -> cohort.names().forEach(name -> metrics.put(name, latest)));
        }
        return metrics;
    }

    /** Prometheus looks at every pod that it knows. */
    void scrape(Duration now) {
        cohorts.forEach(cohort -> cohort.scrape(now.toMillis(), model.scraping()));
    }

    /** What an adapter answers for every pod that has been scraped often enough. */
    Map<String, Measurement> requests(Duration now, SizedBy by) {
        Map<String, Measurement> metrics = new HashMap<>();
        for (Cohort cohort : cohorts) {
            cohort.scrapes()
                    .measurement(now, model.scraping(), by)
                    .ifPresent(latest -> cohort.names().forEach(name -> metrics.put(name, latest)));
        }
        return metrics;
    }

    List<CohortLife> lives() {
        List<CohortLife> lives = new ArrayList<>();
        gone.forEach(cohort -> lives.add(cohort.life()));
        cohorts.forEach(cohort -> lives.add(cohort.life()));
        return lives;
    }
}
