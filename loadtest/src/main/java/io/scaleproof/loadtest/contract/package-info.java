/** Reads the contract and judges a run against it. Judging is pure: a record in, verdicts out. */
package io.scaleproof.loadtest.contract;
