package io.scaleproof.loadtest.watch;

import java.time.Instant;

/**
 * An object as it was seen at one time.
 *
 * @param at its arrival, by this machine's clock
 * @param gone whether it was the last sight of it: it has been deleted
 */
record Sighting<T>(Instant at, T object, boolean gone) {}
