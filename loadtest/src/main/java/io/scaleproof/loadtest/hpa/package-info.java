/**
 * The algorithm of the Horizontal Pod Autoscaler (autoscaling/v2) as Kubernetes 1.37 documents and implements it: pure,
 * without a clock and without a cluster. {@link io.scaleproof.loadtest.hpa.Autoscaler} is given what the controller sees
 * at each sync and answers what it concludes, step by step; {@link io.scaleproof.loadtest.hpa.Explanation} puts that into
 * words; {@link io.scaleproof.loadtest.hpa.Replay} does both for a recorded run and holds the conclusion against the fact.
 */
package io.scaleproof.loadtest.hpa;
