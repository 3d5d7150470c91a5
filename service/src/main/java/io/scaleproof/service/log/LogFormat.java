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
record LogFormat(boolean json, Level least) {

    /** Reads {@code SCALEPROOF_LOG} (text, json) and {@code SCALEPROOF_LOG_LEVEL} (trace to error). */
    static LogFormat from(Map<String, String> environment) {
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

    /** One line without its end; a stack trace makes more lines in text, and stays inside the object in JSON. */
    String line(Instant time, Level level, String logger, String message, Throwable thrown) {
        String when = time.truncatedTo(ChronoUnit.MILLIS).toString();
        if (!json) {
            String line = when + " " + level + " " + logger.substring(logger.lastIndexOf('.') + 1) + " " + message;
            return thrown == null ? line : line + System.lineSeparator() + stackTrace(thrown);
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

    private static String stackTrace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
