/**
 * From traffic to settings: tries many on a trace, and finds those that keep the contract with the fewest pod-hours. Knows
 * neither cluster nor files. {@link io.scaleproof.loadtest.tune.Tuner} reads as the story.
 */
package io.scaleproof.loadtest.tune;
