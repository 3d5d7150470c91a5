/**
 * Sees what the cluster does, through the Kubernetes API alone. What is seen is kept as it came, with the time of its
 * arrival; what it means is read out of that afterwards by pure code.
 */
package io.scaleproof.loadtest.watch;
