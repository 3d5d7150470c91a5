package io.scaleproof.service.health;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** The probes. Answered on the event loop, so that they never queue behind load. */
@Controller("/health")
class HealthController {
    private static final String UP = "{\"status\":\"UP\"}";
    private static final String DOWN = "{\"status\":\"DOWN\"}";

    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    @Get(uri = "/startup", produces = MediaType.APPLICATION_JSON)
    String started() {
        return UP;
    }

    @Get(uri = "/liveness", produces = MediaType.APPLICATION_JSON)
    String alive() {
        return UP;
    }

    @Get(
            uris = {"/", "/readiness"},
            produces = MediaType.APPLICATION_JSON)
    HttpResponse<String> ready() {
        return readiness.stopping()
                ? HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE).body(DOWN)
                : HttpResponse.ok(UP);
    }
}
