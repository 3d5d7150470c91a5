package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.PodLife;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What Kubernetes' own controller computed from an Object or External metric, replayed from its status alone, which shows
 * the mean over the pods where the target is one per pod.
 */
class GoldenReplayTest {

    /** Without a past, of which a status does not tell, and counted in whole numbers if only a mean is shown. */
    private static final List<GoldenCase> WHOLES = GoldenCase.ALL.stream()
            .filter(golden -> golden.values().isPresent()
                    && golden.expected().error() == null
                    && golden.recommendations().isEmpty()
                    && golden.ups().isEmpty()
                    && golden.downs().isEmpty())
            .filter(golden -> golden.targetType().equals("Value") || sum(golden) % 1_000 == 0)
            .toList();

    @Test
    void predictsWhatKubernetesConcluded() {
        for (GoldenCase golden : WHOLES) {
            predictsWhatKubernetesConcluded(golden);
        }
    }

    private static void predictsWhatKubernetesConcluded(GoldenCase golden) {
        var status = new HpaSample(
                seconds(0),
                golden.current(),
                golden.expected().desired(),
                List.of(new HpaSample.Current(
                        "m", Optional.empty(), golden.expected().usage() / 1e3)),
                List.of(),
                Optional.empty());
        var before =
                new HpaSample(seconds(-15), golden.current(), golden.current(), List.of(), List.of(), Optional.empty());

        List<Decision> decisions = Replay.decisions(
                golden.settings(),
                ControllerFlags.DEFAULT,
                List.of(before, status),
                golden.pods().stream()
                        .filter(pod -> List.of("Running", "Pending").contains(pod.phase()))
                        .map(GoldenReplayTest::life)
                        .toList(),
                List.of(),
                List.of());

        assertThat(decisions.getFirst().predicted())
                .as(() -> golden.name() + ": "
                        + String.join("\n", decisions.getFirst().explanation()))
                .contains(golden.expected().desired());
    }

    @Test
    void thereAreCasesOfEachKind() {
        for (String source : List.of("Object", "External")) {
            for (String type : List.of("Value", "AverageValue")) {
                assertThat(WHOLES.stream()
                                .filter(golden -> golden.source().equals(Optional.of(source))
                                        && golden.targetType().equals(type)))
                        .as("%s with a target of type %s", source, type)
                        .hasSizeGreaterThan(20);
            }
        }
    }

    private static long sum(GoldenCase golden) {
        return golden.values().orElseThrow().stream().mapToLong(Long::longValue).sum();
    }

    private static PodLife life(GoldenCase.Pod pod) {
        long created = -3_600;
        GivenPod life = GivenPod.pod(pod.name(), created).scheduled(created);
        if (Boolean.TRUE.equals(pod.ready())) {
            life.saidReady(seconds(created));
        }
        if (pod.phase().equals("Running")) {
            life.started(created);
        }
        if (pod.deleting()) {
            life.deleted(-60);
        }
        return life.life();
    }
}
