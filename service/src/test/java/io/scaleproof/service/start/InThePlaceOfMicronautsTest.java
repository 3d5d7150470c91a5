package io.scaleproof.service.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.scaleproof.service.RawHttp;
import io.scaleproof.service.RunningService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the service puts in the place of Micronaut's more general beans does what it needs, and says so where it does not. */
class InThePlaceOfMicronautsTest {
    private static final List<MediaType> ANY = List.of(MediaType.ALL_TYPE);

    @Test
    void aControllerMayTakeTheRequest() {
        assertThat(new RequestBinder().findArgumentBinder(Argument.of(HttpRequest.class)))
                .isPresent();
    }

    @Test
    void aControllerThatTakesAnythingElseIsTold() {
        assertThatThrownBy(() -> new RequestBinder().findArgumentBinder(Argument.of(String.class, "name")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("String name: a controller of this service takes HttpRequest<?> or nothing");
    }

    @Test
    void textIsWrittenAndNothingElseIs() {
        var bodies = new TextBodies();
        assertThat(bodies.findWriter(Argument.STRING, ANY)).isPresent();
        assertThat(bodies.findWriter(Argument.OBJECT_ARGUMENT, ANY)).isEmpty();
        assertThat(bodies.findReader(Argument.STRING, ANY)).isEmpty();
    }

    @Test
    void nothingIsCompressed() throws IOException {
        try (var service = RunningService.with(Map.of())) {
            RawHttp.Answer answer = RawHttp.get(service.port(), "/prometheus", "Accept-Encoding: gzip");
            assertThat(answer.headers()).doesNotContainKey("content-encoding");
            assertThat(answer.body().length()).isGreaterThan(1_024);
        }
    }
}
