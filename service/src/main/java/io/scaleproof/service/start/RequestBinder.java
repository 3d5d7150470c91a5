package io.scaleproof.service.start;

import io.micronaut.core.bind.ArgumentBinder;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.RequestBinderRegistry;
import io.micronaut.http.bind.binders.RequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * In the place of Micronaut's 20 binders: controllers of this service take the whole request, or nothing. Reading a
 * parameter from it is their own business, for the sake of what they say when it is wrong.
 */
@Singleton
class RequestBinder implements RequestBinderRegistry {
    private static final RequestArgumentBinder<HttpRequest<?>> WHOLE = new WholeBinder();

    @Override
    @SuppressWarnings("unchecked")
    public <T> Optional<ArgumentBinder<T, HttpRequest<?>>> findArgumentBinder(Argument<T> argument) {
        if (argument.getType() != HttpRequest.class) {
            throw new IllegalArgumentException(
                    "%s: a controller of this service takes HttpRequest<?> or nothing".formatted(argument));
        }
        return Optional.of((RequestArgumentBinder<T>) WHOLE);
    }

    /** Classes, not lambdas: the AOT cache keeps none that implement these interfaces. */
    private static final class WholeBinder implements RequestArgumentBinder<HttpRequest<?>> {
        @Override
        public BindingResult<HttpRequest<?>> bind(
                ArgumentConversionContext<HttpRequest<?>> context, HttpRequest<?> request) {
            return new Whole(request);
        }
    }

    private record Whole(HttpRequest<?> request) implements ArgumentBinder.BindingResult<HttpRequest<?>> {
        @Override
        public Optional<HttpRequest<?>> getValue() {
            return Optional.of(request);
        }
    }
}
