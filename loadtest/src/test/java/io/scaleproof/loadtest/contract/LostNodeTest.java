package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.NodeSample;
import io.scaleproof.loadtest.record.Nodes;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pods a and b are on one node, c on the other. */
class LostNodeTest {
    private static final String BROKEN = "2 x no answer within 10.0 s";

    @Test
    void failuresAtPodsOfANodeThatDiedAreFailuresAndItIsNamed() {
        RunRecord run = two().failed(failed(60, "a"), failed(61, "b"))
                .nodes(node(-2, "one", true, false), node(95, "one", false, false))
                .run();

        assertFailed(run, BROKEN + ": 2 of them at pods of node one, which stopped being Ready at 95.0 s");
        assertThat(new Nodes(run).ofFailures())
                .contains("all to pods of node one, which stopped being Ready at 95.0 s");
    }

    @Test
    void oneThatIsNoNodeAnyMoreIsGone() {
        RunRecord run = two().failed(failed(60, "a"), failed(61, "b"))
                .nodes(new NodeSample(Duration.ofSeconds(70), "one", true, true, true))
                .run();

        assertFailed(run, BROKEN + ": 2 of them at pods of node one, which was gone at 70.0 s");
    }

    @Test
    void failuresOfBeforeOrOfAfterOrOfAnotherNodeAreNotItsDoing() {
        NodeSample[] lostAndBack = {node(95, "one", false, false), node(120, "one", true, false)};

        assertFailed(
                two().failed(failed(20, "a"), failed(21, "b"))
                        .nodes(lostAndBack)
                        .run(),
                BROKEN);
        assertFailed(
                two().failed(failed(121, "a"), failed(122, "b"))
                        .nodes(lostAndBack)
                        .run(),
                BROKEN);
        assertFailed(
                two().failed(failed(100, "c"), failed(101, "c"))
                        .nodes(lostAndBack)
                        .run(),
                BROKEN);
        assertFailed(two().failed(failed(100, "a"), failed(101, "b")).run(), BROKEN);
    }

    @Test
    void fewerThanHalfOfThemAreNotNamed() {
        RunRecord run = two().failed(failed(100, "a"), failed(101, "c"), failed(102, "c"))
                .nodes(node(95, "one", false, false))
                .run();

        assertFailed(run, "3 x no answer within 10.0 s");
        assertThat(new Nodes(run).ofFailures())
                .contains("1 to pods of node one, which stopped being Ready at 95.0 s; 2 to pods of node two");
    }

    @Test
    void aPodThatLeavesADrainedNodeIsNamedWithIt() {
        FailedRequest dropped = new FailedRequest(
                Duration.ofSeconds(80),
                Duration.ofMillis(2),
                "quiet",
                "connection refused",
                "connect",
                Optional.of("a"),
                Optional.of("deleted 0.8 s before"));
        NodeSample[] drained = {node(-2, "one", true, false), node(70, "one", true, true)};

        assertFailed(
                two().failed(dropped).nodes(drained).run(),
                "1 x connection refused: at 80.0 s by pod a, deleted 0.8 s before, on node one, which was cordoned at 70.0 s");
        assertFailed(
                two().failed(dropped)
                        .nodes(node(-2, "one", true, false), node(81, "one", true, true))
                        .run(),
                "1 x connection refused: at 80.0 s by pod a, deleted 0.8 s before");
    }

    @Test
    void connectionsThatNobodyTookUpWhileItWasSilentAreItsDoing() {
        RunRecord run = two().failed(failed(60, "a"), unheard(61, "connect"), unheard(98, "connect"))
                .nodes(node(95, "one", false, false))
                .run();

        assertFailed(
                run,
                "3 x no answer within 10.0 s: 3 of them at pods of node one, which stopped being Ready at 95.0 s"
                        + " (2 of these by their time: they had no answer while it was silent)");
        assertThat(new Nodes(run).ofFailures())
                .contains(
                        "1 to pods of node one, which stopped being Ready at 95.0 s; 2 to pods that are not known,"
                                + " 2 of them without an answer while node one was silent, which stopped being Ready at 95.0 s");
    }

    @Test
    void thoseOfBeforeOrAfterAndThoseThatSomebodyAnsweredAreNot() {
        assertFailed(
                two().failed(unheard(20, "connect"), unheard(101, "connect"))
                        .nodes(node(95, "one", false, false))
                        .run(),
                BROKEN);
        assertFailed(
                two().failed(unheard(80, "answer"), unheard(81, "answer"))
                        .nodes(node(95, "one", false, false))
                        .run(),
                BROKEN);
        assertFailed(
                two().failed(unheard(80, "connect"), unheard(81, "connect"))
                        .nodes(node(95, "nobodys", false, false))
                        .run(),
                BROKEN);
    }

    @Test
    void podsThatAreNotKnownAreCountedAsSuch() {
        RunRecord run = two().failed(failed(100, "a"), failed(101, "nobody")).run();

        assertThat(new Nodes(run).ofFailures()).contains("1 to pods of node one; 1 to pods that are not known");
    }

    @Test
    void aNodeIsToldWithItsPodsAndWhatBecameOfIt() {
        Nodes nodes = new Nodes(two().nodes(
                        node(-2, "one", true, false),
                        node(20, "one", true, true),
                        node(95, "one", false, true),
                        node(120, "one", true, true),
                        node(130, "one", true, false))
                .run());

        assertThat(nodes.areSeveral()).isTrue();
        assertThat(nodes.names()).isEqualTo(List.of("one", "two", "node"));
        assertThat(nodes.words("one"))
                .isEqualTo("one: 2 pods, at most 2 at a time; cordoned at 20.0 s, stopped being Ready at 95.0 s,"
                        + " Ready again at 120.0 s, uncordoned at 130.0 s");
        assertThat(nodes.words("two")).isEqualTo("two: 1 pod, at most 1 at a time");
    }

    @Test
    void podsThatCameWhenOthersHadEndedAreNotAddedToThem() {
        Nodes nodes = new Nodes(good().lives(
                        GivenPod.pod("a", 0).on("one").ready(2).deleted(20).terminated(26),
                        GivenPod.pod("b", 26).on("one").ready(28),
                        GivenPod.pod("c", 50).on("one").ready(52))
                .run());

        assertThat(nodes.words("one")).isEqualTo("one: 3 pods, at most 2 at a time");
    }

    @Test
    void onOneNodeNothingIsSaidOfIt() {
        RunRecord run = good().failed(failed(60, "any")).run();

        assertThat(new Nodes(run).areSeveral()).isFalse();
        assertThat(new Nodes(run).ofFailures()).isEmpty();
    }

    private static Runs two() {
        return good().lives(
                        GivenPod.pod("a", 0).on("one").ready(2),
                        GivenPod.pod("b", 0).on("one").ready(2),
                        GivenPod.pod("c", 0).on("two").ready(2));
    }

    private static FailedRequest failed(long second, String pod) {
        return unanswered(second, "wait", Optional.of(pod));
    }

    private static FailedRequest unheard(long second, String step) {
        return unanswered(second, step, Optional.empty());
    }

    private static FailedRequest unanswered(long second, String step, Optional<String> pod) {
        return new FailedRequest(
                Duration.ofSeconds(second),
                Duration.ofSeconds(10),
                "surge",
                "no answer within 10.0 s",
                step,
                pod,
                Optional.empty());
    }

    private static NodeSample node(long at, String name, boolean ready, boolean cordoned) {
        return new NodeSample(Duration.ofSeconds(at), name, ready, cordoned, false);
    }

    private static void assertFailed(RunRecord run, String reason) {
        assertThat(Runs.verdict("failedRequestsAtMost", run))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(reason));
    }
}
