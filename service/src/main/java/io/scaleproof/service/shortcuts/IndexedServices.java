package io.scaleproof.service.shortcuts;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.BootstrapPropertySourceLocator;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.core.io.service.SoftServiceLoader.StaticDefinition;
import io.micronaut.core.io.service.SoftServiceLoader.StaticServiceLoader;
import io.micronaut.core.optim.StaticOptimizations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Gives Micronaut the {@link ServiceIndex} in the place of its search, by the hook that its own ahead-of-time compiler uses.
 * Without an index, as in a test, Micronaut searches as ever.
 */
public final class IndexedServices {
    private IndexedServices() {}

    /**
     * The application that {@code builder} begins, which knows what there is. Micronaut must not have been used before.
     *
     * @throws UncheckedIOException when the index cannot be read
     */
    public static <B extends ApplicationContextBuilder> B with(Supplier<B> builder) {
        Map<String, List<String>> index = read();
        if (index.isEmpty()) {
            return builder.get();
        }
        Map<String, StaticServiceLoader<?>> loaders = new HashMap<>();
        index.forEach((type, names) -> loaders.put(type, loader(names)));
        StaticOptimizations.set(new SoftServiceLoader.Optimizations(loaders));
        B application = builder.get();
        // To find out, Micronaut would make every bean's definition once more and load the type of each.
        application.bootstrapEnvironment(
                !index.get(BootstrapPropertySourceLocator.class.getName()).isEmpty());
        return application;
    }

    static <S> StaticServiceLoader<S> loader(List<String> names) {
        return new Named<>(names);
    }

    private static Map<String, List<String>> read() {
        try {
            return ServiceIndex.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Named<S>(List<String> names) implements StaticServiceLoader<S> {
        @Override
        public Stream<StaticDefinition<S>> findAll(Predicate<String> wanted) {
            return names.stream().filter(wanted).map(name -> StaticDefinition.of(name, () -> made(name)));
        }

        @SuppressWarnings("unchecked")
        private S made(String name) {
            try {
                return (S) Class.forName(name).getDeclaredConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "%s is in the jar's %s and not in the jar: build it anew, mvn package"
                                .formatted(name, ServiceIndex.NAME),
                        e);
            }
        }
    }
}
