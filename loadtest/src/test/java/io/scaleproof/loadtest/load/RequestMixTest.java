package io.scaleproof.loadtest.load;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.load.RequestMix.Weighted;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestMixTest {
    @Test
    void requestsComeByTheirWeightsAndEvenlySpread() {
        assertThat(order(10, 3, 1, 1)).isEqualTo("abacaabaca");
        // The example of nginx's own description of it.
        assertThat(order(7, 5, 1, 1)).isEqualTo("aabacaa");
        assertThat(order(6, 1, 1)).isEqualTo("ababab");
        assertThat(order(4, 7)).isEqualTo("aaaa");
    }

    @Test
    void aNewMixBeginsAtTheBeginning() {
        assertThat(order(3, 2, 1)).isEqualTo(order(3, 2, 1)).isEqualTo("aba");
    }

    @Test
    void overAPeriodEachHasItsShareExactly() {
        assertThat(order(1_000, 70, 20, 10).chars().filter(one -> one == 'a')).hasSize(700);
        assertThat(order(1_000, 70, 20, 10).chars().filter(one -> one == 'c')).hasSize(100);
    }

    @Test
    void aRequestThatNeverComesIsRefused() {
        assertThatThrownBy(() -> order(1, 1, 0)).hasMessage("A request comes at least once, not 0 times");
        assertThatThrownBy(() -> order(1)).hasMessage("A mix has at least one request");
    }

    private static String order(int many, int... weights) {
        try (HttpExchange exchange = new HttpExchange(
                Endpoint.of(URI.create("http://127.0.0.1:1")), RequestForm.GET, 1, Duration.ofSeconds(1))) {
            List<Weighted> requests = new ArrayList<>();
            for (int i = 0; i < weights.length; i++) {
                requests.add(new Weighted(exchange.request("/" + (char) ('a' + i) + "?secret=1"), weights[i]));
            }
            return Stream.generate(new RequestMix(requests))
                    .limit(many)
                    .map(request -> request.name().replace("GET /", ""))
                    .collect(joining());
        }
    }
}
