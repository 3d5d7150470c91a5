/**
 * Renders a run's record: one HTML file that opens offline, JUnit XML for a build, and two runs compared in one page.
 * Nothing here concludes anything; what is shown stands in the record.
 */
package io.scaleproof.loadtest.report;
