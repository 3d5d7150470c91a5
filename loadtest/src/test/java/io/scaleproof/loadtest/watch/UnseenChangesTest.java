package io.scaleproof.loadtest.watch;

import static io.scaleproof.loadtest.watch.TestClock.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.scaleproof.loadtest.watch.Continuity.Break;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnseenChangesTest {
    @Test
    void eachChangeGrowsTheGenerationByOneSoAJumpIsAChangeThatWasNotSeen() {
        assertThat(UnseenChanges.of(
                        "StatefulSet", List.of(seen(1, "a", 7), seen(2, "a", 7), seen(3, "a", 8), seen(9, "a", 10))))
                .containsExactly(new Break(
                        at(3), at(9), "1 change of the StatefulSet was not seen: its generation went from 8 to 10"));
        assertThat(UnseenChanges.of("StatefulSet", List.of(seen(1, "a", 1), seen(2, "a", 5))))
                .extracting(Break::why)
                .containsExactly("3 changes of the StatefulSet were not seen: its generation went from 1 to 5");
    }

    @Test
    void anotherOneOfTheSameNameBeginsAnew() {
        assertThat(UnseenChanges.of("StatefulSet", List.of(seen(1, "a", 1), seen(2, "b", 5))))
                .isEmpty();
    }

    private static Sighting<Deployment> seen(long second, String uid, long generation) {
        return new Sighting<>(
                at(second),
                new DeploymentBuilder()
                        .withNewMetadata()
                        .withUid(uid)
                        .withGeneration(generation)
                        .endMetadata()
                        .build(),
                false);
    }
}
