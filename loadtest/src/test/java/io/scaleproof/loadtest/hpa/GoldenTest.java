package io.scaleproof.loadtest.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases that were computed by Kubernetes' own controller (see golden.go beside the data): random ones, and edges. */
class GoldenTest {

    @Test
    void concludesWhatKubernetesConcludes() {
        for (GoldenCase golden : GoldenCase.ALL) {
            golden.expected().assertMatches(golden.autoscaler().sync(golden.seen()), golden.name());
        }
    }

    @Test
    void remembersWhatKubernetesRemembers() {
        for (GoldenSequence sequence : GoldenSequence.ALL) {
            sequence.assertMatches();
        }
    }

    @Test
    void theCasesCoverWhatCanHappen() {
        List<GoldenCase> cases = GoldenCase.ALL;

        assertThat(cases).hasSize(1_496);
        assertThat(cases.stream().filter(golden -> golden.name().contains(" at the ")))
                .hasSize(12);
        assertThat(cases.stream().filter(golden -> golden.source().isPresent())).hasSize(400);
        assertThat(cases.stream().filter(golden -> golden.expected().desired() > golden.current()))
                .hasSizeGreaterThan(50);
        assertThat(cases.stream().filter(golden -> golden.expected().desired() < golden.current()))
                .hasSizeGreaterThan(50);
        assertThat(cases.stream().filter(golden -> golden.expected().error() != null))
                .hasSizeGreaterThan(50);
        assertThat(cases.stream().filter(golden -> golden.up() == null)).hasSizeGreaterThan(100);
        assertThat(GoldenSequence.ALL)
                .hasSize(140)
                .allSatisfy(sequence -> assertThat(sequence.steps()).hasSize(60));
    }
}
