package io.scaleproof.loadtest.load;

import io.scaleproof.loadtest.record.LatencySummary;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** A histogram of latencies: microseconds, to three digits. */
final class Latencies {
    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(DIGITS);

    void addNanos(long nanos) {
        micros.recordValue(Math.max(0, nanos / 1_000));
    }

    void add(Latencies more) {
        micros.add(more.micros);
    }

    /** All its counts, in base64, to be read by {@link #of}. */
    String compressed() {
        ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /** @throws IllegalArgumentException for what {@link #compressed} did not make */
    static Latencies of(String compressed) {
        try {
            Latencies read = new Latencies();
            read.micros.add(Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(compressed)), 0));
            return read;
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "These %d characters are no histogram".formatted(compressed.length()), e);
        }
    }

    double percentileMillis(double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1e3;
    }

    LatencySummary summary() {
        return micros.getTotalCount() == 0
                ? LatencySummary.NONE
                : new LatencySummary(
                        micros.getTotalCount(),
                        percentileMillis(50),
                        percentileMillis(90),
                        percentileMillis(99),
                        percentileMillis(99.9),
                        micros.getMaxValue() / 1e3);
    }
}
