package io.scaleproof.service.shortcuts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.BeanDefinitionReference;
import io.scaleproof.service.health.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bean that the index lacks is missing only if Micronaut took the index and did not search. */
class IndexedServicesTest {
    private static final String ORDERS = "io.scaleproof.service.extension.Extension$Orders";
    private static final String LEFT_OUT = "io.scaleproof.service.extension.$Extension$Orders$Definition";

    /** What that JVM runs. */
    static final class Indexed {
        public static void main(String[] args) throws ClassNotFoundException {
            try (ApplicationContext context =
                    IndexedServices.with(ApplicationContext::builder).start()) {
                System.out.println("indexed " + context.containsBean(Readiness.class));
                System.out.println("left out " + context.containsBean(Class.forName(ORDERS)));
            }
        }
    }

    @Test
    void areAllThatMicronautHas(@TempDir Path folder) throws IOException, InterruptedException {
        write(folder, LEFT_OUT);
        OwnJvm jvm = OwnJvm.run(Indexed.class, List.of(folder));
        assertThat(jvm.said()).contains("indexed true").contains("left out false");
        assertThat(jvm.exitCode()).as(jvm.said()).isZero();
    }

    @Test
    void areSearchedForWithoutAnIndex() throws IOException, InterruptedException {
        OwnJvm jvm = OwnJvm.run(Indexed.class, List.of());
        assertThat(jvm.said()).contains("indexed true").contains("left out true");
    }

    private static void write(Path folder, String leftOut) throws IOException {
        Map<String, List<String>> index = ServiceIndexWriter.found();
        index.computeIfPresent(
                BeanDefinitionReference.class.getName(),
                (type, names) ->
                        names.stream().filter(name -> !name.equals(leftOut)).toList());
        Path file = folder.resolve(ServiceIndex.class.getPackageName().replace('.', '/'))
                .resolve(ServiceIndex.NAME);
        Files.createDirectories(file.getParent());
        Files.writeString(file, ServiceIndex.written(index));
    }
}
