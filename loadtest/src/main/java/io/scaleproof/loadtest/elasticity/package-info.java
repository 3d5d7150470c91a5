/** How well supply followed demand, in the figures of SPEC RG; docs/tune.md has their formulas, units and sources. */
package io.scaleproof.loadtest.elasticity;
