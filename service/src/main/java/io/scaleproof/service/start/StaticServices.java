package io.scaleproof.service.start;

import io.micronaut.buffer.netty.NettyByteBufferConverters;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.env.PropertyExpressionResolver;
import io.micronaut.context.env.PropertySourceLoader;
import io.micronaut.core.async.converters.ReactiveTypeConverterRegistrar;
import io.micronaut.core.async.publisher.PublishersOptimizations;
import io.micronaut.core.beans.BeanIntrospectionReference;
import io.micronaut.core.convert.TypeConverterRegistrar;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.core.optim.StaticOptimizations;
import io.micronaut.http.HttpRequestFactory;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.HttpTypeConverterRegistrar;
import io.micronaut.http.server.netty.NettyHttpResponseFactory;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tells Micronaut what there is, instead of letting it search the jar: the hook that Micronaut's own AOT compiler uses.
 * Of its 211 beans this service needs the 26 in {@link BeanList}; the others would be loaded, asked and never used. And no
 * controller returns a reactive type: to compare with Flux and Mono, Micronaut would load them, and with them 300 classes of
 * a thousand methods each, which the AOT cache brings in before {@code main}. The tests run on the same lists.
 */
final class StaticServices {
    private StaticServices() {}

    /** To be called before Micronaut looks. */
    static void tell() {
        StaticOptimizations.set(services());
        StaticOptimizations.set(new PublishersOptimizations(List.of(), List.of(), List.of()));
    }

    private static SoftServiceLoader.Optimizations services() {
        Map<String, SoftServiceLoader.StaticServiceLoader<?>> services = new HashMap<>();
        services.put(BeanDefinitionReference.class.getName(), new BeanList());
        services.put(
                TypeConverterRegistrar.class.getName(),
                new Instances<TypeConverterRegistrar>(List.of(
                        HttpTypeConverterRegistrar::new,
                        NettyByteBufferConverters::new,
                        ReactiveTypeConverterRegistrar::new)));
        services.put(
                HttpResponseFactory.class.getName(),
                new Instances<HttpResponseFactory>(List.of(NettyHttpResponseFactory::new)));
        for (Class<?> unused : List.of(
                HttpRequestFactory.class,
                BeanConfiguration.class,
                BeanIntrospectionReference.class,
                ApplicationContextConfigurer.class,
                PropertySourceLoader.class,
                PropertyExpressionResolver.class)) {
            services.put(unused.getName(), new Instances<>(List.of()));
        }
        return new SoftServiceLoader.Optimizations(services);
    }

    private record Instances<S>(List<Supplier<S>> suppliers) implements SoftServiceLoader.StaticServiceLoader<S> {
        @Override
        public Stream<SoftServiceLoader.StaticDefinition<S>> findAll(Predicate<String> condition) {
            return suppliers.stream().map(supplier -> SoftServiceLoader.StaticDefinition.of("listed", supplier));
        }
    }
}
