package io.scaleproof.service.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.OnErrorConsoleStatusListener;
import ch.qos.logback.core.status.Status;
import java.net.URL;
import java.util.Map;
import java.util.function.Function;

/**
 * Logging as containers want it: one line an event on stdout, as text or JSON ({@code SCALEPROOF_LOG}), from one level up
 * ({@code SCALEPROOF_LOG_LEVEL}; single loggers by Micronaut's {@code logger.levels}). Done in code, so that no start reads XML; if there is a {@code
 * logback.xml}, or Logback is told of another, that one counts and nothing of
 * this.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LogConfiguration extends ContextAwareBase implements Configurator {
    private final Map<String, String> environment;
    private final Function<String, URL> resources;

    /** As Logback makes it. */
    public LogConfiguration() {
        this(System.getenv(), LogConfiguration.class.getClassLoader()::getResource);
    }

    LogConfiguration(Map<String, String> environment, Function<String, URL> resources) {
        this.environment = environment;
        this.resources = resources;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (hasConfigurationOfItsOwn()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        // Logback would look for errors of this configuration by means that take ten milliseconds to be there.
        context.getStatusManager().add(new Errors(context));
        var stdout = new ConsoleAppender<ILoggingEvent>();
        stdout.setContext(context);
        stdout.setName("stdout");
        stdout.setEncoder(
                environment.getOrDefault("SCALEPROOF_LOG", "text").equals("json") ? json(context) : text(context));
        stdout.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(environment.get("SCALEPROOF_LOG_LEVEL"), Level.INFO));
        root.addAppender(stdout);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private boolean hasConfigurationOfItsOwn() {
        return System.getProperty("logback.configurationFile") != null
                || resources.apply("logback.xml") != null
                || resources.apply("logback-test.xml") != null;
    }

    /** What goes wrong with logging itself, on stderr. */
    private static final class Errors extends OnErrorConsoleStatusListener {
        Errors(LoggerContext context) {
            setContext(context);
            // What was said before is no error, and would be printed whatever it is.
            setRetrospective(0);
            start();
        }

        @Override
        public void addStatusEvent(Status status) {
            if (status.getEffectiveLevel() >= Status.WARN) {
                super.addStatusEvent(status);
            }
        }
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        var json = new JsonEncoder();
        json.setContext(context);
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.setWithContext(false);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithFormattedMessage(true);
        json.start();
        return json;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        var layout = new TextLayout();
        layout.setContext(context);
        layout.start();
        var text = new LayoutWrappingEncoder<ILoggingEvent>();
        text.setContext(context);
        text.setLayout(layout);
        text.start();
        return text;
    }
}
