package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.GeneratorHealth;
import io.scaleproof.loadtest.record.WorkerHealth;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaggardsTest {
    @Test
    void theWorkerThatWasLatestIsNamed() {
        CouldNotRun why = Laggards.worst(health(worker("w-0", 51), worker("w-1", 70), worker("w-2", 3)))
                .orElseThrow();

        assertThat(why).hasMessage("Worker w-1 sent its requests late by 70 ms at the 99th percentile, above 50 ms");
        assertThat(why.remedy()).isEqualTo("more workers, a smaller rate, or nodes that are less busy");
    }

    @Test
    void nobodyIsNamedWhoKeptTheLimit() {
        assertThat(Laggards.worst(health(worker("w-0", 50), worker("w-1", 1)))).isEmpty();
        assertThat(Laggards.worst(health())).isEmpty();
    }

    private static GeneratorHealth health(WorkerHealth... workers) {
        return new GeneratorHealth(100, 100, 1, 2, 3, 50).by(List.of(workers));
    }

    private static WorkerHealth worker(String name, double lateP99Millis) {
        return new WorkerHealth(name, 50, 0, 0, 0, lateP99Millis, 100);
    }
}
