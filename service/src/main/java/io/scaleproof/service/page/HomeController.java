package io.scaleproof.service.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.scaleproof.service.Settings;

/** The greeting: a line of text, or a page for a browser. */
@Controller
class HomeController {
    private static final String GREETING = "Hello from Micronaut!";

    private final Settings settings;

    HomeController(Settings settings) {
        this.settings = settings;
    }

    @Get(produces = MediaType.ALL)
    HttpResponse<String> home(HttpRequest<?> request) {
        // The header as it came: parsing its media types would be most of the work of this answer.
        String accept = request.getHeaders().get(HttpHeaders.ACCEPT);
        var answer = accept != null && accept.contains(MediaType.TEXT_HTML)
                ? HttpResponse.ok(page()).contentType("text/html;charset=utf-8")
                : HttpResponse.ok(GREETING).contentType(MediaType.TEXT_PLAIN_TYPE);
        return answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }

    private String page() {
        return Page.TEXT.replace("{greeting}", escaped(GREETING)).replace("{pod}", escaped(settings.podName()));
    }

    /** Read when it is first asked for. */
    private static final class Page {
        static final String TEXT = TextResource.named("index.html");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
