package io.scaleproof.service.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

@MicronautTest
@Property(name = "micronaut.server.netty.listeners.http.port", value = "-1")
@Property(name = "micronaut.server.netty.listeners.management.port", value = "-1")
class SecondListenerTest {
    @Inject
    NettyEmbeddedServer server;

    @Test
    void bothAreServed() throws IOException {
        assertThat(server.getBoundPorts()).hasSize(2);
        for (int port : server.getBoundPorts()) {
            try (var client =
                    HttpClient.create(URI.create("http://localhost:" + port).toURL())) {
                assertThat(client.toBlocking().retrieve("/health/readiness")).contains("UP");
            }
        }
    }
}
