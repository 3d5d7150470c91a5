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
    private final TreeMap<Integer, SecondCount> seconds = new TreeMap<>();
    private final Map<String, Latencies> stages = new HashMap<>();
    private final Map<String, PodAnswers> pods = new HashMap<>();
    private final Map<String, Count> requests = new LinkedHashMap<>();
    private final List<Shot> failures = new ArrayList<>();
    private final List<Shot> spoiltOnes = new ArrayList<>();
    private final TreeMap<Long, String> begins = new TreeMap<>();
    private Latencies total = new Latencies();
    private Latencies late = new Latencies();
    private long done;
    private long notSent;
    private long spoilt;
    private long failed;
    private long lostOnKept;
    private long sentAgain;
    private int settledBefore = Integer.MIN_VALUE;

    /** Answers of one pod. */
    public record PodAnswers(Duration first, long count) {
        PodAnswers and(PodAnswers more) {
            return new PodAnswers(first.compareTo(more.first) < 0 ? first : more.first, count + more.count);
        }
    }

    /** @param timeout after which every request has come to an end, so that its second is settled */
    public LoadLog(Duration timeout) {
        this.settledAfter = timeout.plusSeconds(5);
    }

    private static final class Count {
        private long sent;
        private long failed;
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
        SecondCount second = second(shot.dueNanos(), shot.stage());
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
        settle(due);
        for (int later = due; later < index(shot.doneNanos()); later++) {
            second(later, shot.stage()).inFlight++;
        }
    }

    /**
     * What was told since the last time, which is forgotten here: for a log whose sums are kept elsewhere. Such a log must
     * not settle a second in between, so give it a long timeout.
     */
    public synchronized Tally take() {
        Map<Integer, Tally.Second> bySecond = new TreeMap<>();
        seconds.forEach((at, second) -> bySecond.put(at, second.tally()));
        Map<String, String> byStage = new HashMap<>();
        stages.forEach((name, latencies) -> byStage.put(name, latencies.compressed()));
        Map<String, Tally.Requests> byRequest = new LinkedHashMap<>();
        requests.forEach((name, count) -> byRequest.put(name, new Tally.Requests(count.sent, count.failed)));
        Tally tally = new Tally(
                Map.copyOf(begins),
                bySecond,
                byStage,
                late.compressed(),
                Map.copyOf(pods),
                byRequest,
                List.copyOf(failures),
                List.copyOf(spoiltOnes),
                lostOnKept,
                sentAgain);
        forget();
        return tally;
    }

    private void forget() {
        begins.clear();
        seconds.clear();
        stages.clear();
        pods.clear();
        requests.clear();
        failures.clear();
        spoiltOnes.clear();
        total = new Latencies();
        late = new Latencies();
        done = 0;
        notSent = 0;
        spoilt = 0;
        failed = 0;
        lostOnKept = 0;
        sentAgain = 0;
    }

    /** Adds what another sender saw, as if its requests had been told here. */
    public synchronized void add(Tally tally) {
        begins.putAll(tally.begins());
        tally.seconds().forEach(this::add);
        tally.stages()
                .forEach((name, latencies) ->
                        stages.computeIfAbsent(name, stage -> new Latencies()).add(Latencies.of(latencies)));
        Latencies theirs = Latencies.of(tally.late());
        late.add(theirs);
        done += theirs.summary().count();
        tally.pods().forEach((pod, answers) -> pods.merge(pod, answers, PodAnswers::and));
        tally.requests().forEach((name, more) -> {
            Count count = requests.computeIfAbsent(name, request -> new Count());
            count.sent += more.sent();
            count.failed += more.failed();
        });
        addFirst(failures, tally.failures());
        addFirst(spoiltOnes, tally.spoilt());
        lostOnKept += tally.lostOnKept();
        sentAgain += tally.sentAgain();
        if (!tally.seconds().isEmpty()) {
            settle(seconds.lastKey());
        }
    }

    private void add(int at, Tally.Second more) {
        Latencies theirs = Latencies.of(more.latencies());
        second(at, more.stage()).add(more, theirs);
        total.add(theirs);
        failed += more.failed();
        notSent += more.notSent();
        spoilt += more.spoilt();
    }

    private static void addFirst(List<Shot> all, List<Shot> more) {
        more.stream().limit(Ledger.ENTRIES_AT_MOST - all.size()).forEach(all::add);
    }

    private void settle(int index) {
        int settled = index - (int) settledAfter.toSeconds();
        if (settled <= settledBefore) {
            return;
        }
        settledBefore = settled;
        seconds.headMap(settled, false).descendingMap().values().stream()
                .takeWhile(SecondCount::isOpen)
                .forEach(SecondCount::seal);
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
        pods.merge(pod, new PodAnswers(Duration.ofNanos(shot.doneNanos()), 1), PodAnswers::and);
    }

    private SecondCount second(long dueNanos, String stage) {
        return second(index(dueNanos), stage);
    }

    private SecondCount second(int index, String stage) {
        return seconds.computeIfAbsent(index, at -> new SecondCount(stage));
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
        return running(index)
                .map(running ->
                        seconds.getOrDefault(index, new SecondCount(running)).sample(index, running));
    }

    /**
     * The seconds from {@code from} on, in order, up to the first that is not over or has a request that may still come to its end;
     * those without a request, too.
     */
    public synchronized List<SecondSample> settled(int from, Duration now) {
        List<SecondSample> settled = new ArrayList<>();
        int over = index(now.toNanos());
        for (int at = from; at < over; at++) {
            Optional<String> running = running(at);
            SecondCount second = seconds.get(at);
            boolean late = at < over - settledAfter.toSeconds();
            if (running.isEmpty() || (second != null && !second.isComplete() && !late)) {
                break;
            }
            settled.add(second == null ? new SecondCount(running.get()).sample(at) : second.sample(at));
        }
        return settled;
    }

    /** The stage that runs at a second's end. */
    private Optional<String> running(int second) {
        return Optional.ofNullable(begins.lowerEntry((second + 1) * 1_000_000_000L))
                .map(Map.Entry::getValue);
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
