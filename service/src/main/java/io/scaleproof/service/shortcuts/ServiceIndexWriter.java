package io.scaleproof.service.shortcuts;

import io.micronaut.context.env.BootstrapPropertySourceLocator;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.inject.BeanDefinitionReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Part of the build: asks Micronaut what it finds on this class path, and writes it down. */
final class ServiceIndexWriter {
    private ServiceIndexWriter() {}

    /** Writes the index to the file that is the only argument. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, ServiceIndex.written(found()));
    }

    /** Those that can be loaded: a class that lacks one of its own lacks it on the same class path tomorrow. */
    static Map<String, List<String>> found() {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (Class<?> type : ServiceIndex.TYPES) {
            found.put(type.getName(), names(SoftServiceLoader.load(type), service -> true));
        }
        @SuppressWarnings("rawtypes") // As Micronaut itself asks.
        SoftServiceLoader<BeanDefinitionReference> beans = SoftServiceLoader.load(BeanDefinitionReference.class);
        found.put(BeanDefinitionReference.class.getName(), names(beans, bean -> bean.isPresent()));
        found.put(
                BootstrapPropertySourceLocator.class.getName(),
                names(
                        beans,
                        bean -> bean.isPresent()
                                && BootstrapPropertySourceLocator.class.isAssignableFrom(bean.getBeanType())));
        return found;
    }

    private static <S> List<String> names(SoftServiceLoader<S> services, Predicate<? super S> wanted) {
        return services.disableFork().collectAll().stream()
                .filter(wanted)
                .map(service -> service.getClass().getName())
                .sorted()
                .toList();
    }
}
