/** The account of every failed request, joined to the pod that failed it. */
package io.scaleproof.loadtest.ledger;
