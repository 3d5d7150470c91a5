package io.scaleproof.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.ErrorStatus;
import ch.qos.logback.core.status.InfoStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogConfigurationTest {
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void hasWhatLogbackGivesIt() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    private String line(Map<String, String> environment, String message, Throwable thrown) {
        new LogConfiguration(environment, name -> null).configure(context);
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var stdout = (ConsoleAppender<ILoggingEvent>) root.getAppender("stdout");
        var event =
                new LoggingEvent("", context.getLogger("io.scaleproof.service.Any"), Level.INFO, message, thrown, null);
        return new String(stdout.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void writesTextUnlessToldOtherwise() {
        assertThat(line(Map.of(), "a message", null)).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z INFO Any a message\n");
    }

    @Test
    void keepsAnEventOnOneLineWhateverAClientHadItSay() {
        assertThat(line(Map.of(), "a\nb\tc\u001b[31m", new IllegalStateException("why")))
                .contains("a\\nb\\tc\\u001b[31m\\njava.lang.IllegalStateException: why\\n")
                .endsWith("\n")
                .hasLineCount(1);
    }

    @Test
    void writesJsonOnDemand() {
        assertThat(line(Map.of("SCALEPROOF_LOG", "json"), "a \"message\"\n", null))
                .startsWith("{\"timestamp\":")
                .contains("\"level\":\"INFO\"", "\"formattedMessage\":\"a \\\"message\\\"\\n\"")
                .hasLineCount(1);
    }

    @Test
    void writesFromTheLevelAskedFor() {
        new LogConfiguration(Map.of("SCALEPROOF_LOG_LEVEL", "warn"), name -> null).configure(context);
        assertThat(context.getLogger("any").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void saysWhatGoesWrongWithLoggingItselfAndNothingElse() {
        PrintStream before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            context.getStatusManager().add(new InfoStatus("nothing to tell, before", this));
            new LogConfiguration(Map.of(), name -> null).configure(context);
            context.getStatusManager().add(new InfoStatus("nothing to tell", this));
            context.getStatusManager().add(new ErrorStatus("the disk is full", this));
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("the disk is full")
                .doesNotContain("nothing to tell");
    }

    @Test
    void leavesItToALogbackXmlWhereThereIsOne() {
        var status = new LogConfiguration(
                        Map.of(),
                        name -> name.equals("logback.xml") ? getClass().getResource("/") : null)
                .configure(context);
        assertThat(status).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("stdout"))
                .isNull();
    }
}
