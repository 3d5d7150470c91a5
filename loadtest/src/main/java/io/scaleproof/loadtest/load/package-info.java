/**
 * Sends an open-model load: requests leave on schedule whether or not earlier ones were answered.
 *
 * <p>When a request is due is pure ({@link io.scaleproof.loadtest.load.FireTimes}); one thread keeps the schedule and
 * every request then runs on a virtual thread of its own over a plain blocking HTTP/1.1 connection. Latency counts from
 * the time a request was due, so that neither a stalled service nor a late generator can hide.
 */
package io.scaleproof.loadtest.load;
