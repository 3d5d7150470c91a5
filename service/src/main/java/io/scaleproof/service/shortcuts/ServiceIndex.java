package io.scaleproof.service.shortcuts;

import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.env.PropertyExpressionResolver;
import io.micronaut.context.env.PropertySourceLoader;
import io.micronaut.core.beans.BeanIntrospectionReference;
import io.micronaut.core.convert.TypeConverterRegistrar;
import io.micronaut.http.HttpRequestFactory;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The names of all that Micronaut would find by looking through the whole class path: beans, converters, readers of
 * configuration and the like. The build writes it ({@link ServiceIndexWriter}) by asking Micronaut itself, so a bean is added
 * by writing its class. Only what cannot change after the build is settled: a bean whose conditions depend on configuration
 * is in it, and Micronaut decides about it at the start.
 */
final class ServiceIndex {
    /** Beside this class in the jar, and not among the classes: there it would outlive a class that is added. Without it Micronaut searches as ever. */
    static final String NAME = "service-index";

    /** What Micronaut asks its class path for at a start. */
    static final List<Class<?>> TYPES = List.of(
            ApplicationContextConfigurer.class,
            BeanConfiguration.class,
            BeanDefinitionReference.class,
            BeanIntrospectionReference.class,
            HttpRequestFactory.class,
            HttpResponseFactory.class,
            PropertyExpressionResolver.class,
            PropertySourceLoader.class,
            TypeConverterRegistrar.class);

    private ServiceIndex() {}

    /** Type to names of implementations, as the build found them; empty when there was no such build. */
    static Map<String, List<String>> read() throws IOException {
        try (InputStream file = ServiceIndex.class.getResourceAsStream(NAME)) {
            return file == null
                    ? Map.of()
                    : read(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).lines());
        }
    }

    static Map<String, List<String>> read(Stream<String> lines) {
        var index = new LinkedHashMap<String, List<String>>();
        lines.forEachOrdered(line -> {
            if (line.charAt(0) == ' ') {
                index.lastEntry().getValue().add(line.substring(1));
            } else {
                index.put(line, new ArrayList<>());
            }
        });
        return index;
    }

    /** The form that {@link #read} understands: a type, then its implementations, each after a blank. */
    static String written(Map<String, List<String>> index) {
        var text = new StringBuilder();
        index.forEach((type, names) -> {
            text.append(type).append('\n');
            names.forEach(name -> text.append(' ').append(name).append('\n'));
        });
        return text.toString();
    }
}
