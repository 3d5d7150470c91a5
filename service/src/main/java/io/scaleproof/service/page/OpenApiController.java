package io.scaleproof.service.page;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** The description of this service's interface, for people and generators. */
@Controller("/openapi.yaml")
class OpenApiController {
    @Get(produces = "application/yaml")
    String description() {
        return TextResource.named("openapi.yaml");
    }
}
