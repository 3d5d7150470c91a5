package io.scaleproof.loadtest.load;

import io.scaleproof.loadtest.record.GeneratorHealth;
import io.scaleproof.loadtest.record.IdleRaces;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.RequestCount;
import io.scaleproof.loadtest.record.SecondSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds up what became of the requests: by second, by stage, by pod, and every failure. A request belongs to the second
 * in which it was due.
 */
public final class LoadLog implements ShotSink {
    private static final long LATE_NANOS = 50_000_000;

    private final Duration settledAfter;
    private final TreeMap<Integer, Second> seconds = new TreeMap<>();
    private final Map<String, Latencies> stages = new HashMap<>();
    private final Map<String, PodAnswers> pods = new HashMap<>();
    private final Map<String, Count> requests = new LinkedHashMap<>();
    private final List<Shot> failures = new ArrayList<>();
    private final List<Shot> spoiltOnes = new ArrayList<>();
    private final TreeMap<Long, String> begins = new TreeMap<>();
    private final Latencies total = new Latencies();
    private final Latencies late = new Latencies();
    private long done;
    private long notSent;
    private long spoilt;
    private long failed;
    private long lostOnKept;
    private long sentAgain;

    /** Answers of one pod. */
    public record PodAnswers(Duration first, long count) {}

    /** @param timeout after which every request has come to an end, so that its second is settled */
    public LoadLog(Duration timeout) {
        this.settledAfter = timeout.plusSeconds(5);
    }

    private static final class Count {
        private long sent;
        private long failed;
    }

    private static final class Second {
        private final String stage;
        private Latencies latencies = new Latencies();
        private LatencySummary summary = LatencySummary.NONE;
        private long scheduled;
        private long succeeded;
        private long failed;
        private long inFlight;
        private long late;
        private long notSent;
        private long spoilt;

        Second(String stage) {
            this.stage = stage;
        }

        /** A histogram is large and a soak is long: a second that can get no more answers keeps only its summary. */
        void seal() {
            summary = summary();
            latencies = null;
        }

        void answered(long latencyNanos) {
            succeeded++;
            if (latencies != null) {
                latencies.addNanos(latencyNanos);
            }
        }

        boolean isOpen() {
            return latencies != null;
        }

        SecondSample sample(int at) {
            return sample(at, stage);
        }

        SecondSample sample(int at, String running) {
            return new SecondSample(
                    Duration.ofSeconds(at),
                    running,
                    scheduled,
                    succeeded,
                    failed,
                    inFlight,
                    summary(),
                    late / 1e6,
                    notSent,
                    spoilt);
        }

        LatencySummary summary() {
            return latencies == null ? summary : latencies.summary();
        }
    }

    @Override
    public synchronized void begun(String stage, long startNanos) {
        begins.put(startNanos, stage);
    }

    @Override
    public synchronized void due(String stage, long dueNanos) {
        second(dueNanos, stage).scheduled++;
    }

    @Override
    public synchronized void done(Shot shot) {
        Second second = second(shot.dueNanos(), shot.stage());
        done++;
        late.addNanos(shot.lateNanos());
        second.late = Math.max(second.late, shot.ownNanos());
        count(shot);
        switch (shot.outcome()) {
            case Outcome.Served served -> {
                second.answered(shot.latencyNanos());
                if (shot.ownNanos() <= LATE_NANOS) {
                    stages.computeIfAbsent(shot.stage(), stage -> new Latencies())
                            .addNanos(shot.latencyNanos());
                }
                total.addNanos(shot.latencyNanos());
                answerer(shot, served.pod()).ifPresent(who -> answeredBy(who, shot));
            }
            case Outcome.Failed bad -> {
                failed++;
                second.failed++;
                answerer(shot, bad.pod())
                        .filter(who -> bad.error().startsWith("HTTP"))
                        .ifPresent(who -> answeredBy(who, shot));
                if (failures.size() < Ledger.ENTRIES_AT_MOST) {
                    failures.add(shot);
                }
            }
            case Outcome.NotSent nothing -> {
                notSent++;
                second.notSent++;
            }
            case Outcome.Spoilt ours -> {
                spoilt++;
                second.spoilt++;
                if (spoiltOnes.size() < Ledger.ENTRIES_AT_MOST) {
                    spoiltOnes.add(shot);
                }
            }
        }
        int due = index(shot.dueNanos());
        int settled = due - (int) settledAfter.toSeconds();
        seconds.headMap(settled, false).descendingMap().values().stream()
                .takeWhile(Second::isOpen)
                .forEach(Second::seal);
        for (int later = due; later < index(shot.doneNanos()); later++) {
            second(later, shot.stage()).inFlight++;
        }
    }

    /** The pod that an answer names, or else the address that it came from, which is a pod's where the load goes to pods. */
    private static Optional<String> answerer(Shot shot, Optional<String> pod) {
        return pod.or(shot.passage()::server);
    }

    private void count(Shot shot) {
        lostOnKept += shot.passage().lostOnKept() ? 1 : 0;
        sentAgain += shot.passage().sentAgain() ? 1 : 0;
        if (!(shot.outcome() instanceof Outcome.NotSent)) {
            Count count = requests.computeIfAbsent(shot.passage().request(), name -> new Count());
            count.sent++;
            count.failed += shot.outcome() instanceof Outcome.Failed ? 1 : 0;
        }
    }

    private void answeredBy(String pod, Shot shot) {
        pods.merge(
                pod,
                new PodAnswers(Duration.ofNanos(shot.doneNanos()), 1),
                (old, one) -> new PodAnswers(
                        old.first().compareTo(one.first()) < 0 ? old.first() : one.first(), old.count() + 1));
    }

    private Second second(long dueNanos, String stage) {
        return second(index(dueNanos), stage);
    }

    private Second second(int index, String stage) {
        return seconds.computeIfAbsent(index, at -> new Second(stage));
    }

    private static int index(long nanos) {
        return (int) Math.floorDiv(nanos, 1_000_000_000L);
    }

    /** The seconds so far, in order. */
    public synchronized List<SecondSample> seconds() {
        return seconds.entrySet().stream()
                .map(entry -> entry.getValue().sample(entry.getKey()))
                .toList();
    }

    /** The latest second that is over, with the stage that ran at its end; empty if none had begun. */
    public synchronized Optional<SecondSample> lastWholeSecond(Duration now) {
        int index = index(now.toNanos()) - 1;
        return Optional.ofNullable(begins.lowerEntry((index + 1) * 1_000_000_000L))
                .map(Map.Entry::getValue)
                .map(running -> seconds.getOrDefault(index, new Second(running)).sample(index, running));
    }

    /** Latency of a stage's answered requests, but for those that this generator made late: they say nothing of the service. */
    public synchronized LatencySummary stage(String name) {
        Latencies latencies = stages.get(name);
        return latencies == null ? LatencySummary.NONE : latencies.summary();
    }

    /** Latency of all answered requests. */
    public synchronized LatencySummary total() {
        return total.summary();
    }

    /** Answers by the pod that they name, or by the address that they came from where they name none. */
    public synchronized Map<String, PodAnswers> pods() {
        return Map.copyOf(pods);
    }

    /** How often each request left, in the order in which the first of each was done. */
    public synchronized List<RequestCount> requests() {
        return requests.entrySet().stream()
                .map(entry -> new RequestCount(entry.getKey(), entry.getValue().sent, entry.getValue().failed))
                .toList();
    }

    /** Requests on kept connections that were gone; empty if there were none. */
    public synchronized Optional<IdleRaces> idleRaces() {
        return lostOnKept + sentAgain == 0 ? Optional.empty() : Optional.of(new IdleRaces(lostOnKept, sentAgain));
    }

    /** Requests that came to an end by the service's doing, well or not: neither those that never left nor the spoilt. */
    public synchronized long ended() {
        return done - notSent - spoilt;
    }

    public synchronized long failed() {
        return failed;
    }

    /** The first failures, in the order they were known. */
    public synchronized List<Shot> failures() {
        return List.copyOf(failures);
    }

    /** The first requests that the generator spoilt, in the order they were known. */
    public synchronized List<Shot> spoilt() {
        return List.copyOf(spoiltOnes);
    }

    /** How well the generator kept its schedule. */
    public synchronized GeneratorHealth health(Duration limit) {
        return new GeneratorHealth(
                done,
                done - notSent,
                late.percentileMillis(50),
                late.percentileMillis(99),
                late.percentileMillis(100),
                limit.toNanos() / 1e6);
    }
}
