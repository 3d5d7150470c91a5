/**
 * Predicts a run without a cluster: the same plan and contract, the same HPA code, and a simple model of pods and
 * metrics. The result is a run's record like any other, so that it is judged and shown by the same code.
 *
 * <p>On paper: {@code Paper.of(settings).run(plan, contract, now)}, and {@link io.scaleproof.loadtest.simulate.Timeline}
 * prints it. Beside a run on a cluster: {@link io.scaleproof.loadtest.simulate.Simulator#beside}.
 */
package io.scaleproof.loadtest.simulate;
