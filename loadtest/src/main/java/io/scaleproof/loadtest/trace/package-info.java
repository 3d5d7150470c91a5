/**
 * Traffic as it was: read from a file or an address, checked, and put on an even grid. A {@link
 * io.scaleproof.loadtest.trace.Trace} knows neither; {@link io.scaleproof.loadtest.trace.TraceSource} alone opens things.
 *
 * <p>A new format is one reader and one line in {@link io.scaleproof.loadtest.trace.TraceFormat}.
 */
package io.scaleproof.loadtest.trace;
