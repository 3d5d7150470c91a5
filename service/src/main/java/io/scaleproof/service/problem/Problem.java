package io.scaleproof.service.problem;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.scaleproof.service.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as RFC 9457 has it: {@code application/problem+json}.
 *
 * @param detail what was given, and what is allowed
 */
public record Problem(HttpStatus status, String detail) {
    public static final String MEDIA_TYPE = "application/problem+json";
    /** Seconds after which who was refused may ask again. */
    public static final String RETRY_AFTER = "1";

    /** The answer that says so, with this problem's status. */
    public MutableHttpResponse<String> response() {
        return in(HttpResponse.status(status));
    }

    /** Writes this problem into {@code response}, keeping its other headers. */
    MutableHttpResponse<String> in(MutableHttpResponse<?> response) {
        return response.status(status).contentType(MEDIA_TYPE).body(json());
    }

    /** The body. */
    public String json() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", status.getReason());
        body.put("status", status.getCode());
        body.put("detail", detail);
        return Json.object(body);
    }
}
