package io.scaleproof.service.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Logging as containers want it, one line an event on stdout, and nothing to configure but two variables. */
public final class StdoutServiceProvider implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();
    private ILoggerFactory loggers;

    @Override
    public void initialize() {
        LogFormat format = format();
        loggers = name -> new StdoutLogger(name, format);
    }

    /** A wrong variable must not keep the service from saying so: {@code Application} looks again. */
    private static LogFormat format() {
        try {
            return LogFormat.from(System.getenv());
        } catch (IllegalArgumentException e) {
            return LogFormat.DEFAULT;
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }
}
