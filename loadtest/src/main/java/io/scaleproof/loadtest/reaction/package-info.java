/** The way from load to served request, taken apart. */
package io.scaleproof.loadtest.reaction;
