/**
 * Plans of load: stages whose size is given in pods' worth of load, and the arithmetic that turns pods into requests
 * per second.
 */
package io.scaleproof.loadtest.plan;
