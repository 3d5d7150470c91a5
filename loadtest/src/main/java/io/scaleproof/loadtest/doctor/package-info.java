/**
 * Looks at a target before anything is sent to it, and says what would go wrong. {@code Examiner} reads the cluster once;
 * every check is pure, and looks at what was read.
 */
package io.scaleproof.loadtest.doctor;
