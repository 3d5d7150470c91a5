package io.scaleproof.service.start;

import java.util.List;

/**
 * Netty's classes that a start needs or not, as one of its threads or another is faster. The AOT cache holds what its
 * training happened to load, and a start that lacks one opens the jar; so they are loaded whichever is faster.
 */
final class LoadedByChance {
    private static final List<String> NAMES = List.of(
            // When the event loop has not registered the listening socket by the time that it is looked at.
            "io.netty.bootstrap.AbstractBootstrap$PendingRegistrationPromise",
            "io.netty.bootstrap.AbstractBootstrap$1",
            // When it is told of from another thread than the one that waits.
            "io.netty.util.concurrent.DefaultPromise$1");

    private LoadedByChance() {}

    /** To be called before the server starts. */
    static void load() {
        for (String name : NAMES) {
            try {
                Class.forName(name, false, LoadedByChance.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(
                        name + " is not in this Netty any more: find what took its place, as Train.java says", e);
            }
        }
    }
}
