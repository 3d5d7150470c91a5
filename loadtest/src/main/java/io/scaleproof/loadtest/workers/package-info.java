/**
 * The load, sent by several pods: an Indexed Job of this same program, led over the pods' own standard input and output, so
 * that neither a port nor a Service nor a rule of the network is needed.
 */
package io.scaleproof.loadtest.workers;
