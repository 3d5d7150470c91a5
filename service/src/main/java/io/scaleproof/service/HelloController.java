package io.scaleproof.service;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** The greeting. */
@Controller
class HelloController {
    @Get(produces = MediaType.TEXT_PLAIN)
    String hello() {
        return "Hello from Micronaut!";
    }
}
