package io.scaleproof.loadtest.hpa;

import java.time.Duration;

/**
 * One pod's metric.
 *
 * @param milli the value in thousandths of its unit: millicores for cpu, thousandths of a byte for memory
 * @param at the end of the window it averages over
 * @param window the time it averages over
 */
public record Measurement(long milli, Duration at, Duration window) {}
