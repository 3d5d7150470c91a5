package io.scaleproof.plugins.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    private final List<String> said = new ArrayList<>();
    private long nanos = 5;
    private final Excerpt excerpt = new Excerpt(said::add, () -> nanos);

    @Test
    void everyStepIsSaid() {
        excerpt.accept("Step 1/3 : FROM debian:13-slim");
        excerpt.accept("Step 2/3 : RUN apt-get update");
        excerpt.accept("Step 3/3 : COPY target/service.jar /opt/");

        assertThat(said).hasSize(3);
    }

    @Test
    void ofWhatAStepSaysAllButALineEveryTenSecondsIsLeftOut() {
        excerpt.accept("Step 1/1 : RUN apt-get install -y openjdk");
        for (int second = 0; second < 25; second++) {
            excerpt.accept("Get:" + second + " openjdk-25-jre-headless");
            nanos += Duration.ofSeconds(1).toNanos();
        }

        assertThat(said)
                .containsExactly(
                        "Step 1/1 : RUN apt-get install -y openjdk",
                        "Get:10 openjdk-25-jre-headless",
                        "Get:20 openjdk-25-jre-headless");
    }

    @Test
    void aWordThatOnlyLooksLikeAStepIsNone() {
        excerpt.accept("Step by step");
        excerpt.accept(" ---> Running in 0123456789ab");

        assertThat(said).isEmpty();
    }
}
