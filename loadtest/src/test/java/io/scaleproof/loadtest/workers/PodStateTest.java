package io.scaleproof.loadtest.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class PodStateTest {
    @Test
    void aPodThatRunsIsNotHopeless() {
        PodState state = state("{phase: Running, containerStatuses: [{state: {running: {}}}]}");

        assertThat(state.runs()).isTrue();
        assertThat(state.hopeless()).isEmpty();
    }

    @Test
    void aPodThatWaitsForAnImageMayYetRun() {
        PodState state =
                state("{phase: Pending, containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]}");

        assertThat(state.runs()).isFalse();
        assertThat(state.hopeless()).isEmpty();
        assertThat(state.words()).isEqualTo("ContainerCreating");
    }

    @Test
    void anImageThatCannotBePulledIsHopeless() {
        assertThat(state("{phase: Pending, containerStatuses: [{state: {waiting:"
                                + " {reason: ImagePullBackOff, message: no such image}}}]}")
                        .hopeless())
                .contains("ImagePullBackOff: no such image");
    }

    @Test
    void aPodThatFitsNowhereMayYetAndIsSaidToFitNowhere() {
        PodState state = state("{phase: Pending, conditions: [{type: PodScheduled, status: 'False',"
                + " reason: Unschedulable, message: 0/1 nodes are available}]}");

        assertThat(state.hopeless()).isEmpty();
        assertThat(state.words()).isEqualTo("Unschedulable: 0/1 nodes are available");
    }

    @Test
    void anEvictedPodSaysSo() {
        assertThat(state("{phase: Failed, reason: Evicted, message: low on memory,"
                                + " containerStatuses: [{state: {terminated: {exitCode: 137, reason: Error}}}]}")
                        .hopeless())
                .contains("Evicted: low on memory");
    }

    @Test
    void aPodThatEndedSaysHow() {
        assertThat(state("{phase: Failed,"
                                + " containerStatuses: [{state: {terminated: {exitCode: 137, reason: OOMKilled}}}]}")
                        .hopeless())
                .contains("it ended with 137 (OOMKilled)");
    }

    @Test
    void aPodThatIsBeingDeletedNeitherRunsNorWill() {
        PodState state = new PodState(Serialization.unmarshal(
                "metadata: {name: w-0, deletionTimestamp: '2026-11-26T10:00:00Z'}\n"
                        + "status: {phase: Running, containerStatuses: [{state: {running: {}}}]}",
                Pod.class));

        assertThat(state.runs()).isFalse();
        assertThat(state.hopeless()).contains("its pod is being deleted");
    }

    private static PodState state(String status) {
        return new PodState(Serialization.unmarshal("metadata: {name: w-0}\nstatus: %s".formatted(status), Pod.class));
    }
}
