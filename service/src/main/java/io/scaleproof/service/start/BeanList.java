package io.scaleproof.service.start;

import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.inject.BeanDefinitionReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The bean definitions named in every {@code beans.txt} beside this class (the tests add their own). */
final class BeanList implements SoftServiceLoader.StaticServiceLoader<BeanDefinitionReference<?>> {
    private static final String FILE = "io/scaleproof/service/start/beans.txt";

    @Override
    public List<BeanDefinitionReference<?>> load(Predicate<BeanDefinitionReference<?>> wanted) {
        List<BeanDefinitionReference<?>> beans = new ArrayList<>();
        for (String name : names()) {
            BeanDefinitionReference<?> bean = definition(name);
            if (wanted == null || wanted.test(bean)) {
                beans.add(bean);
            }
        }
        return beans;
    }

    @Override
    public Stream<SoftServiceLoader.StaticDefinition<BeanDefinitionReference<?>>> findAll(Predicate<String> wanted) {
        return names().stream()
                .filter(wanted)
                .map(name -> SoftServiceLoader.StaticDefinition.of(name, () -> definition(name)));
    }

    private static BeanDefinitionReference<?> definition(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(BeanDefinitionReference.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "%s lists %s, which this version of Micronaut lacks: remove it or name its successor"
                            .formatted(FILE, name),
                    e);
        }
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            for (URL file : Collections.list(BeanList.class.getClassLoader().getResources(FILE))) {
                try (InputStream lines = file.openStream()) {
                    new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .forEach(names::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
