package io.scaleproof.loadtest.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases that were computed by Kubernetes' own controller (see golden.go beside the data): random ones, and edges. */
class GoldenTest {

    static List<GoldenCase> cases() throws IOException {
        return GoldenPod.read("golden.jsonl.gz", GoldenCase.class);
    }

    private static List<GoldenSequence> sequences() throws IOException {
        return GoldenPod.read("golden-sequences.jsonl.gz", GoldenSequence.class);
    }

    @Test
    void concludesWhatKubernetesConcludes() throws IOException {
        for (GoldenCase golden : cases()) {
            golden.expected().assertMatches(golden.autoscaler().sync(golden.seen()), golden.name());
        }
    }

    @Test
    void remembersWhatKubernetesRemembers() throws IOException {
        for (GoldenSequence sequence : sequences()) {
            sequence.assertMatches();
        }
    }

    @Test
    void theCasesCoverWhatCanHappen() throws IOException {
        List<GoldenCase> cases = cases();

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
        assertThat(sequences())
                .hasSize(100)
                .allSatisfy(sequence -> assertThat(sequence.steps()).hasSize(60));
    }
}
