package io.scaleproof.service.start;

import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The bean definitions that this service needs. Of Micronaut's they were found by leaving out one after another as long as
 * every answer stayed the same. (In the code, not in a file: to read one, the jar would have to be opened.)
 */
final class BeanList implements SoftServiceLoader.StaticServiceLoader<BeanDefinitionReference<?>> {
    private static final String NAMES = """
            io.micronaut.context.event.ApplicationEventPublisherFactory
            io.micronaut.http.netty.channel.$DefaultEventLoopGroupRegistry$Definition
            io.micronaut.http.netty.channel.$NettyThreadFactory$Definition
            io.micronaut.http.netty.channel.$NettyThreadFactory$NettyThreadFactory0$Definition
            io.micronaut.http.netty.configuration.$NettyGlobalConfiguration$Definition
            io.micronaut.http.server.$RouteExecutor$Definition
            io.micronaut.http.server.exceptions.$HttpStatusHandler$Definition
            io.micronaut.http.server.exceptions.$NotAllowedExceptionHandler$Definition
            io.micronaut.http.server.exceptions.$URISyntaxHandler$Definition
            io.micronaut.http.server.netty.$DefaultNettyEmbeddedServerFactory$BuildDefaultServer0$Definition
            io.micronaut.http.server.netty.$DefaultNettyEmbeddedServerFactory$Definition
            io.micronaut.http.server.binding.$RequestArgumentSatisfier$Definition
            io.micronaut.http.server.netty.configuration.$NettyHttpServerConfiguration$Definition
            io.micronaut.http.server.netty.configuration.$NettyHttpServerConfiguration$FileTypeHandlerConfiguration$Definition
            io.micronaut.http.server.netty.ssl.$NettyServerSslFactory$Definition
            io.micronaut.inject.provider.BeanProviderDefinition
            io.micronaut.runtime.$ApplicationConfiguration$Definition
            io.micronaut.runtime.http.codec.$MediaTypeCodecRegistryFactory$Definition
            io.micronaut.runtime.http.codec.$MediaTypeCodecRegistryFactory$MediaTypeCodecRegistry0$Definition
            io.micronaut.web.router.$AnnotatedMethodRouteBuilder$Definition
            io.micronaut.web.router.$DefaultRouter$Definition
            io.micronaut.web.router.naming.$HyphenatedUriNamingStrategy$Definition
            io.micronaut.web.router.resource.$StaticResourceResolverFactory$Build0$Definition
            io.micronaut.web.router.resource.$StaticResourceResolverFactory$Definition
            io.micronaut.http.netty.channel.$DefaultEventLoopGroupConfiguration$Definition
            io.micronaut.http.netty.channel.$DefaultEventLoopGroupRegistry$DefaultEventLoopGroup1$Definition
            io.scaleproof.service.connection.$ConnectionCustomizer$Definition
            io.scaleproof.service.health.$HealthController$Definition
            io.scaleproof.service.health.$Lifecycle$Definition
            io.scaleproof.service.load.$Burners$Definition
            io.scaleproof.service.load.$HeldMemory$Definition
            io.scaleproof.service.load.$LoadController$Definition
            io.scaleproof.service.load.$MemoryController$Definition
            io.scaleproof.service.metrics.$Metrics$Definition
            io.scaleproof.service.metrics.$PrometheusController$Definition
            io.scaleproof.service.page.$HomeController$Definition
            io.scaleproof.service.page.$OpenApiController$Definition
            io.scaleproof.service.problem.$BadRequestHandler$Definition
            io.scaleproof.service.problem.$Problems$Definition
            io.scaleproof.service.start.$EventLoopOnly$Definition
            io.scaleproof.service.start.$NoCompression$Definition
            io.scaleproof.service.start.$RequestBinder$Definition
            io.scaleproof.service.start.$ServerChannels$Definition
            io.scaleproof.service.start.$TextBodies$Definition
            """;

    @Override
    public List<BeanDefinitionReference<?>> load(Predicate<BeanDefinitionReference<?>> wanted) {
        List<BeanDefinitionReference<?>> beans = new ArrayList<>();
        NAMES.lines().forEach(name -> {
            BeanDefinitionReference<?> bean = definition(name);
            if (wanted == null || wanted.test(bean)) {
                beans.add(bean);
            }
        });
        return beans;
    }

    @Override
    public Stream<SoftServiceLoader.StaticDefinition<BeanDefinitionReference<?>>> findAll(Predicate<String> wanted) {
        return NAMES.lines()
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
                            .formatted(BeanList.class.getSimpleName(), name),
                    e);
        }
    }
}
