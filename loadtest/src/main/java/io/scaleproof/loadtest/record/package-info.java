/**
 * The record of one finished run: plain data, one noun a file, with no behaviour but arithmetic on itself.
 *
 * <p>Everything the load test shows (terminal, JSON, HTML, JUnit XML, comparison) is rendered from a {@link
 * io.scaleproof.loadtest.record.RunRecord} alone. Every time in it is a {@link java.time.Duration} since the run's zero,
 * which is the instant at which the first request of the first stage was due; what happened before it is negative. In
 * JSON such a time is a number of seconds.
 */
package io.scaleproof.loadtest.record;
