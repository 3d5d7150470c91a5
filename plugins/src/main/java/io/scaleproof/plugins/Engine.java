package io.scaleproof.plugins;

/** Pulumi's engine, as far as a plugin talks back to it: what it prints beside a resource. */
public interface Engine {
    /** Shown while the operation runs, gone after it. */
    void status(String urn, String message);

    void info(String urn, String message);

    void warning(String urn, String message);
}
