/** What one sees while the load test runs, and at its end. */
package io.scaleproof.loadtest.terminal;
