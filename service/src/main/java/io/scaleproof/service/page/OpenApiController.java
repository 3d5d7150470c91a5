package io.scaleproof.service.page;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** The description of this service's interface, for people and generators; the compiler makes it (micronaut-openapi). */
@Controller("/openapi.yaml")
class OpenApiController {
    @Get(produces = "application/yaml")
    String description() {
        return Description.TEXT;
    }

    /** Read when it is first asked for. */
    private static final class Description {
        static final String TEXT = TextResource.named("/META-INF/swagger/openapi.yml");
    }
}
