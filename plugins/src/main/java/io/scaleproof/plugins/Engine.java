package io.scaleproof.plugins;

import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;

/** Pulumi's engine, as far as a plugin talks back to it: what it prints beside a resource. */
@FunctionalInterface
public interface Engine {
    void log(LogRequest message);

    /** Shown while the operation runs, gone after it. */
    default void status(String urn, String message) {
        log(message(LogSeverity.INFO, urn, message).setEphemeral(true).build());
    }

    default void warning(String urn, String message) {
        log(message(LogSeverity.WARNING, urn, message).build());
    }

    private static LogRequest.Builder message(LogSeverity severity, String urn, String message) {
        return LogRequest.newBuilder().setSeverity(severity).setUrn(urn).setMessage(message);
    }
}
