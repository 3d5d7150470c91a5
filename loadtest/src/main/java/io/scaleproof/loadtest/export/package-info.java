/**
 * What a run tells others while it goes on: its curves and verdicts, for a server that keeps them beside the service's own. Built
 * on what is shown of a run, and known to the command line alone; never the run's concern.
 */
package io.scaleproof.loadtest.export;
