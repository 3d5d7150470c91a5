/**
 * Ways to choose a number of pods, to compare with each other on the same traffic. Each is one class and one line in {@link
 * io.scaleproof.loadtest.policy.KnownPolicy}. They know neither cluster nor files, and of the traffic only what is past; the
 * clairvoyant alone is given all of it.
 */
package io.scaleproof.loadtest.policy;
