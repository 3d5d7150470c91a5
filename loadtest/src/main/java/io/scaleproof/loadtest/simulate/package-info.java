/**
 * Predicts a run without a cluster: the same plan and contract, the same HPA code, and a simple model of pods and
 * metrics. The result is a run's record like any other, so that it is judged and shown by the same code.
 */
package io.scaleproof.loadtest.simulate;
