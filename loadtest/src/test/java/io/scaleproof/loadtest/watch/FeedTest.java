package io.scaleproof.loadtest.watch;

import static io.scaleproof.loadtest.watch.TestClock.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FakeApi;
import io.scaleproof.loadtest.target.FakeApi.OpenWatch;
import io.scaleproof.loadtest.watch.Continuity.Break;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final String PODS = "/api/v1/namespaces/shop/pods";

    private final TestClock clock = new TestClock();
    private final Journal<Pod> journal = new Journal<>(clock);
    private FakeApi api;
    private Cluster cluster;
    private Feed<Pod, Pod> feed;

    @BeforeEach
    void connect() throws Exception {
        api = new FakeApi();
        api.on(PODS, list(10, pod("a", 1)));
        cluster = api.connect();
    }

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
        }
        api.close();
        cluster.close();
    }

    @Test
    void firstAllIsListedAndThenEveryChangeIsSeen() throws Exception {
        OpenWatch watch = started();
        watch.send("ADDED", pod("b", 11)).send("MODIFIED", pod("a", 12)).send("DELETED", pod("b", 13));
        awaitSightings(4);

        assertThat(watch.version()).isEqualTo("10");
        assertThat(journal.all())
                .extracting(seen -> seen.object().getMetadata().getName(), Sighting::gone)
                .containsExactly(tuple("a", false), tuple("b", false), tuple("a", false), tuple("b", true));
        assertThat(feed.continuity().until(at(60))).isEmpty();
    }

    @Test
    void aWatchThatTheServerEndsGoesOnFromTheLastVersionItHeardOf() throws Exception {
        OpenWatch first = started();
        first.send("MODIFIED", pod("a", 11)).send("BOOKMARK", pod("a", 40));
        first.end();

        assertThat(next().version()).isEqualTo("40");
        assertThat(journal.all()).as("a bookmark is no sight").hasSize(2);
        assertThat(lists()).isEqualTo(1);
        assertThat(feed.continuity().until(at(60))).isEmpty();
    }

    @Test
    void aConnectionThatIsCutCostsNothingWhereItGoesOnInTime() throws Exception {
        OpenWatch first = started();
        first.send("MODIFIED", pod("a", 11));
        awaitSightings(2);
        first.cut();

        assertThat(next().version()).isEqualTo("11");
        await().until(() -> feed.continuity().trouble().isEmpty());
        assertThat(lists()).isEqualTo(1);
        assertThat(feed.continuity().until(at(60))).isEmpty();
    }

    @Test
    void aVersionThatIsTooOldMeansThatChangesWereMissed() throws Exception {
        OpenWatch first = started();
        clock.stand(20);
        api.on(PODS, list(90, pod("b", 80)));
        first.send("ERROR", FakeApi.status(410, "too old resource version: 10 (85)"));

        assertThat(next().version()).isEqualTo("90");
        awaitSightings(3);
        assertThat(journal.all())
                .extracting(seen -> seen.object().getMetadata().getName(), Sighting::gone)
                .containsExactly(tuple("a", false), tuple("a", true), tuple("b", false));
        assertThat(feed.continuity().until(at(60)))
                .containsExactly(new Break(
                        at(0),
                        at(20),
                        "pods: the API server no longer had the last version; they were listed again, and what came"
                                + " between was not seen"));
    }

    @Test
    void credentialsThatExpireMakeAGapUntilTheyAreRenewed() throws Exception {
        OpenWatch first = started();
        clock.stand(10);
        first.send("MODIFIED", pod("a", 11));
        awaitSightings(2);
        api.onWatch(PODS, FakeApi.refusal(401, "Unauthorized"));
        clock.stand(12);
        first.end();
        awaitTrouble("pods could not be watched: Unauthorized");
        clock.stand(40);
        assertThat(feed.continuity().until(at(40)))
                .containsExactly(new Break(at(10), at(40), "pods could not be watched: Unauthorized"));
        api.allowWatch(PODS);

        assertThat(next().version()).isEqualTo("11");
        await().until(() -> feed.continuity().trouble().isEmpty());
        assertThat(feed.continuity().until(at(60)))
                .containsExactly(new Break(
                        at(10),
                        at(40),
                        "pods could not be watched: Unauthorized; nothing was lost, but it was seen late"));
    }

    @Test
    void aMessageThatCannotBeReadMakesItListAgainAndDoesNotEndIt() throws Exception {
        started().sendLine("no JSON");

        assertThat(next().version()).isEqualTo("10");
        assertThat(lists()).isEqualTo(2);
        assertThat(feed.continuity().until(at(60)).getFirst().why())
                .isEqualTo("pods could not be watched: java.lang.IllegalArgumentException: a message of no known type:"
                        + " \"no JSON\"; they were listed again, and what came between was not seen");
    }

    @Test
    void aWatchThatEndsAtOnceWithoutAWordMakesItListAgain() throws Exception {
        started().end();

        assertThat(next().version()).isEqualTo("10");
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void whatIsRefusedAtTheBeginningIsNotTriedAgain() throws Exception {
        api.onWatch(PODS, FakeApi.refusal(403, "pods is forbidden: tester cannot watch"));
        feed = feed();

        assertThatThrownBy(() -> feed.started().get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getStatus().getMessage())
                                .isEqualTo("pods is forbidden: tester cannot watch"))
                .extracting("code")
                .isEqualTo(403);
    }

    private OpenWatch started() throws Exception {
        feed = feed();
        OpenWatch watch = next();
        feed.started().get(20, TimeUnit.SECONDS);
        return watch;
    }

    private Feed<Pod, Pod> feed() {
        return new Feed<>(
                cluster,
                new Kind<>(Pod.class, "pods", PODS + "?labelSelector=app%3Dweb", UnaryOperator.identity(), pod -> pod),
                journal,
                clock);
    }

    private OpenWatch next() throws InterruptedException {
        return api.watch(PODS);
    }

    private void awaitSightings(int number) {
        await().atMost(Duration.ofSeconds(20)).until(() -> journal.all().size() >= number);
    }

    private void awaitTrouble(String why) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> feed.continuity().trouble().equals(Optional.of(why)));
    }

    private long lists() {
        List<String> asked = api.asked();
        return asked.stream()
                .filter(request -> request.contains(PODS) && !request.contains("watch=true"))
                .count();
    }

    private static FakeApi.Answer list(int version, String... pods) {
        return FakeApi.json("{\"metadata\": {\"resourceVersion\": \"%d\"}, \"items\": [%s]}"
                .formatted(version, String.join(", ", pods)));
    }

    private static String pod(String name, int version) {
        return """
                {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "%1$s", "uid": "%1$s", "resourceVersion": "%2$d"}}""".formatted(name, version);
    }
}
