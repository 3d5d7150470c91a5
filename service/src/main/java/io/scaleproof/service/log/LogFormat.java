package io.scaleproof.service.log;

import io.scaleproof.service.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * How an event becomes a line, and which events do.
 *
 * @param json one JSON object a line, instead of text
 * @param least the least level that is written
 */
public record LogFormat(boolean json, Level least) {
    static final LogFormat DEFAULT = new LogFormat(false, Level.INFO);

    /**
     * Reads {@code SCALEPROOF_LOG} (text, json) and {@code SCALEPROOF_LOG_LEVEL} (trace to error).
     *
     * @throws IllegalArgumentException naming the wrong variable, its value and what is allowed
     */
    public static LogFormat from(Map<String, String> environment) {
        String format = environment.getOrDefault("SCALEPROOF_LOG", "text");
        if (!format.equals("text") && !format.equals("json")) {
            throw new IllegalArgumentException("SCALEPROOF_LOG=%s is not allowed: give text or json".formatted(format));
        }
        String level = environment.getOrDefault("SCALEPROOF_LOG_LEVEL", "info");
        try {
            return new LogFormat(format.equals("json"), Level.valueOf(level.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "SCALEPROOF_LOG_LEVEL=%s is not allowed: give trace, debug, info, warn or error".formatted(level),
                    e);
        }
    }

    /** One line without its end, whatever is in it. */
    String line(Instant time, Level level, String logger, String message, Throwable thrown) {
        String when = time.truncatedTo(ChronoUnit.MILLIS).toString();
        if (!json) {
            String text = when + " " + level + " " + logger.substring(logger.lastIndexOf('.') + 1) + " " + message;
            return onOneLine(thrown == null ? text : text + "\n" + stackTrace(thrown));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", when);
        fields.put("level", level);
        fields.put("logger", logger);
        fields.put("message", message);
        if (thrown != null) {
            fields.put("error", stackTrace(thrown));
        }
        return Json.object(fields);
    }

    /** What would end a line, or tell a terminal to do something, is written out: a client may have had a hand in it. */
    private static String onOneLine(String text) {
        var line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        line.append("\\u%04x".formatted((int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        return line.toString();
    }

    private static String stackTrace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing().replace(System.lineSeparator(), "\n");
    }
}
