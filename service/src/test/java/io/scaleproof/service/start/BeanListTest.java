package io.scaleproof.service.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BeanListTest {
    private static final Path MADE_BY_THE_COMPILER =
            Path.of("target/classes/META-INF/micronaut/io.micronaut.inject.BeanDefinitionReference");

    @Test
    void hasEveryBeanOfTheService() throws IOException {
        List<String> listed = new BeanList()
                .load(null).stream().map(bean -> bean.getClass().getName()).toList();
        try (Stream<Path> made = Files.list(MADE_BY_THE_COMPILER)) {
            assertThat(listed)
                    .as("add the missing ones to BeanList")
                    .containsAll(made.map(file -> file.getFileName().toString()).toList());
        }
    }
}
