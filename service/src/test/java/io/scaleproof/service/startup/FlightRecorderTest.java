package io.scaleproof.service.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In a JVM of its own: Micronaut asks once. */
class FlightRecorderTest {
    /** What that JVM runs. */
    static final class Asleep {
        public static void main(String[] args) {
            FlightRecorder.leaveAsleep();
            System.exit(System.getProperty("org.graalvm.nativeimage.imagecode") == null ? 0 : 3);
        }
    }

    @Test
    void isAsleepAndNobodyElseIsToldOfANativeImage() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Asleep.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
