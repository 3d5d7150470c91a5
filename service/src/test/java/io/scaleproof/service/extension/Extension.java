package io.scaleproof.service.extension;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.serde.annotation.Serdeable;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What somebody adds to the service: each class is all there is to write, and no list names it. */
final class Extension {
    private Extension() {}

    @Serdeable
    record Order(String article, int pieces) {}

    @ConfigurationProperties("shop")
    @Requires(property = "shop.name")
    record Shop(String name) {}

    @Context
    @Controller("/orders")
    static class Orders {
        private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

        private final Counter orders;

        Orders(PrometheusRegistry registry) {
            orders =
                    Counter.builder().name("orders_total").help("Orders taken.").register(registry);
        }

        @Get
        Order one(@QueryValue int pieces) {
            LOG.debug("one of {}", pieces);
            return new Order("bicycle", pieces);
        }

        @Get("/{number}")
        Order numbered(@PathVariable String number) {
            return new Order(number, 1);
        }

        @Get("/latest")
        Order latest() {
            return new Order("bell", 1);
        }

        @Get("/{number}/parts/{+path}")
        String part(@PathVariable String number, String path) {
            return number + " has " + path;
        }

        @Post
        @Status(HttpStatus.CREATED)
        @ExecuteOn(TaskExecutors.BLOCKING)
        String order(@Body Order order) {
            orders.inc();
            return order.pieces() + " " + order.article() + " on a virtual thread: "
                    + Thread.currentThread().isVirtual();
        }
    }

    @ServerFilter("/**")
    static class Stamp {
        @ResponseFilter
        void stamp(HttpRequest<?> request, MutableHttpResponse<?> response) {
            response.header("X-Stamped", request.getPath());
        }
    }

    /** Hands on another request than the one that came, as whoever adds to a request does. */
    @ServerFilter("/load")
    static class Replacing {
        @RequestFilter
        HttpRequest<?> replaced(HttpRequest<?> request) {
            return switch (request.getHeaders().get("X-Replaced", String.class, "no")) {
                case "wrapped" -> new HttpRequestWrapper<>(request);
                case "mutable" -> request.mutate();
                default -> request;
            };
        }
    }

    @Singleton
    static class Clock {
        final AtomicInteger ticks = new AtomicInteger();

        @Scheduled(fixedDelay = "20ms")
        void tick() {
            ticks.incrementAndGet();
        }
    }
}
