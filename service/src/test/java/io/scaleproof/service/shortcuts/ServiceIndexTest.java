package io.scaleproof.service.shortcuts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.env.BootstrapPropertySourceLocator;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceIndexTest {
    private static final List<String> BEANS = ServiceIndexWriter.found().get(BeanDefinitionReference.class.getName());

    @Test
    void hasEveryBeanThatIsWrittenWhereverItIs() {
        assertThat(BEANS)
                .contains(
                        "io.scaleproof.service.load.$LoadController$Definition",
                        "io.scaleproof.service.extension.$Extension$Orders$Definition");
    }

    @Test
    void leavesWhatDependsOnConfigurationToTheStart() {
        // Micronaut's own compiler drops these unless the build is configured as the container will be.
        assertThat(BEANS)
                .contains(
                        "io.micronaut.logging.$PropertiesLoggingLevelsConfigurer$Definition",
                        "io.micronaut.runtime.graceful.$GracefulShutdownListener$Definition",
                        "io.scaleproof.service.extension.$Extension$Shop$Definition");
    }

    @Test
    void isReadAsItWasWritten() {
        Map<String, List<String>> found = ServiceIndexWriter.found();
        assertThat(ServiceIndex.read(ServiceIndex.written(found).lines())).isEqualTo(found);
    }

    @Test
    void saysThatNothingHereReadsABootstrapConfiguration() {
        assertThat(ServiceIndexWriter.found()).containsEntry(BootstrapPropertySourceLocator.class.getName(), List.of());
    }

    @Test
    void givesMicronautWhatItNames() {
        var loader = IndexedServices.<BeanDefinitionReference<?>>loader(BEANS);
        assertThat(loader.load(bean -> true)).hasSameSizeAs(BEANS);
        assertThat(loader.findAll(name -> name.endsWith("LoadController$Definition")))
                .singleElement()
                .extracting(SoftServiceLoader.StaticDefinition::getName)
                .isEqualTo("io.scaleproof.service.load.$LoadController$Definition");
    }

    @Test
    void saysHowToMendAnIndexThatIsOlderThanItsJar() {
        var loader = IndexedServices.<BeanDefinitionReference<?>>loader(List.of("io.scaleproof.Gone"));
        assertThatThrownBy(() -> loader.load(bean -> true))
                .hasMessage(
                        "io.scaleproof.Gone is in the jar's service-index and not in the jar: build it anew, mvn package");
    }
}
