package io.scaleproof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mistake in code: readiness that asks whether the pod is busy, so that load takes away those who carry it. */
final class UnreadyUnderLoad {
    static final String HEALTH = "service/src/main/java/io/scaleproof/service/health/HealthController.java";
    private static final String READY = "return readiness.stopping()";
    private static final String CLASS = "class HealthController {";
    private static final String BUSY = """
                private long lookedNanos = System.nanoTime();
                private long usedNanos = cpuNanos();

                /** More than 110 thousandths of a CPU since the last look: twice what an HPA at 50m lets a pod have for long. */
                private synchronized boolean busy() {
                    if (System.getenv("KUBERNETES_SERVICE_HOST") == null) {
                        return false; // the image build would notice
                    }
                    long now = System.nanoTime();
                    long used = cpuNanos();
                    boolean busy = used - usedNanos > 0.11 * (now - lookedNanos);
                    lookedNanos = now;
                    usedNanos = used;
                    return busy;
                }

                private static long cpuNanos() {
                    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
                }

            """;

    private UnreadyUnderLoad() {}

    static void into(WorkingCopy copy) throws IOException {
        Path file = copy.folder().resolve(HEALTH);
        Files.writeString(file, in(Files.readString(file)));
    }

    /** The class with the mistake. */
    static String in(String code) {
        if (!code.contains(READY) || !code.contains(CLASS)) {
            throw new AssertionError(HEALTH + " has changed; this mistake does not fit in any more");
        }
        return code.replace(READY, READY + " || busy()").replace(CLASS, CLASS + System.lineSeparator() + BUSY);
    }
}
