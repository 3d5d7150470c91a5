package io.scaleproof.service.log;

import java.time.Instant;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes its events to stdout in the service's {@link LogFormat}. */
final class StdoutLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    private final transient LogFormat format;

    StdoutLogger(String name, LogFormat format) {
        this.name = name;
        this.format = format;
    }

    @Override
    @SuppressWarnings("SystemOut") // The standard output is where a container's log belongs.
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        String message = arguments == null ? pattern : MessageFormatter.basicArrayFormat(pattern, arguments);
        System.out.println(format.line(Instant.now(), level, name, message, thrown));
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    private boolean writes(Level level) {
        return level.toInt() >= format.least().toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return writes(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return writes(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return writes(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return writes(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return writes(Level.ERROR);
    }
}
