package io.scaleproof.plugins;

/** What the user is to read: no stack, no cause chain. */
public final class PluginException extends RuntimeException {
    public PluginException(String message) {
        super(message);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
