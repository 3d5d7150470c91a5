package io.scaleproof.service.shortcuts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        OwnJvm jvm = OwnJvm.run(Asleep.class, List.of());
        assertThat(jvm.exitCode()).as(jvm.said()).isZero();
    }
}
