package io.scaleproof.service.page;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import io.scaleproof.service.Asking;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What /openapi.yaml says is what the service does, wherever its parts come from: the compiler or openapi/service.yml. */
@MicronautTest
class DescriptionTest {
    private static final Pattern REFERENCE = Pattern.compile("\\$ref: \"#/([^\"]+)\"");
    /** What a parameter may be, as its refusal says. */
    private static final Pattern ALLOWED = Pattern.compile("from (\\d+) to (\\d+), or leave it out for (\\d+)");

    @Inject
    @Client("/")
    HttpClient client;

    @Inject
    Router router;

    private String text;
    private Map<String, Object> description;

    @BeforeEach
    void read() {
        text = client.toBlocking().retrieve("/openapi.yaml");
        description = new Yaml().load(text);
    }

    /** What {@code path} leads to. */
    private static Object at(Object tree, String... path) {
        Object part = tree;
        for (String key : path) {
            part = ((Map<?, ?>) part).get(key);
            assertThat(part).as("%s of %s", key, String.join(" ", path)).isNotNull();
        }
        return part;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapAt(Object tree, String... path) {
        return (Map<String, Object>) at(tree, path);
    }

    private static String textAt(Object tree, String... path) {
        return (String) at(tree, path);
    }

    private Map<String, Object> paths() {
        return mapAt(description, "paths");
    }

    @Test
    void hasEveryPathThatIsServedAndNoOther() {
        Set<String> served = router.uriRoutes()
                .filter(route -> route.getHttpMethod() == HttpMethod.GET)
                // What the tests of extensions add.
                .filter(route -> !route.getDeclaringType().getPackageName().endsWith(".extension"))
                .map(route -> route.getUriMatchTemplate().toPathString())
                .collect(toSet());
        assertThat(served).contains("/load");
        assertThat(paths()).containsOnlyKeys(served);
    }

    @Test
    void saysOfEachPathWhatItDoesAndWhatItAnswers() {
        paths().forEach((path, methods) -> {
            assertThat(textAt(methods, "get", "summary")).as(path).isNotBlank();
            Map<String, Object> responses = mapAt(methods, "get", "responses");
            assertThat(textAt(responses, "200", "description")).as(path).doesNotEndWith("200 response");
            assertThat(responses.keySet())
                    .as(path)
                    .containsExactlyElementsOf(
                            path.startsWith("/load")
                                    ? List.of("200", "400", "503")
                                    : path.matches("/health|/health/readiness")
                                            ? List.of("200", "503")
                                            : List.of("200"));
        });
    }

    @Test
    void refersToNothingThatIsNotThere() {
        Matcher reference = REFERENCE.matcher(text);
        int references = 0;
        for (; reference.find(); references++) {
            assertThat(at(description, reference.group(1).split("/"))).isNotNull();
        }
        assertThat(references).isGreaterThan(10);
    }

    @Test
    void hasTheBoundsAndDefaultsThatAWrongParameterIsToldOf() {
        long compared = paths().keySet().stream()
                .flatMap(path -> parameters(path).peek(parameter -> assertBounds(path, parameter)))
                .count();
        assertThat(compared).isEqualTo(3);
    }

    private Stream<Map<String, Object>> parameters(String path) {
        Map<String, Object> get = mapAt(paths(), path, "get");
        @SuppressWarnings("unchecked")
        var parameters = (List<Map<String, Object>>) get.getOrDefault("parameters", List.of());
        return parameters.stream();
    }

    private void assertBounds(String path, Map<String, Object> parameter) {
        String name = textAt(parameter, "name");
        Matcher allowed = ALLOWED.matcher(refusal(path + "?" + name + "=wrong"));
        assertThat(allowed.find()).isTrue();
        Map<String, Object> schema = mapAt(parameter, "schema");
        assertThat(schema)
                .as(name)
                .containsEntry("type", "integer")
                .containsEntry("minimum", Integer.valueOf(allowed.group(1)))
                .containsEntry("default", Integer.valueOf(allowed.group(3)));
        // The most of the memory is a setting, which a description made by the compiler cannot know.
        assertThat(Optional.ofNullable(schema.get("maximum")))
                .as(name)
                .isEqualTo(
                        name.equals("mebibytes") ? Optional.empty() : Optional.of(Integer.valueOf(allowed.group(2))));
    }

    private String refusal(String target) {
        return Asking.get(client, target).body();
    }

    @Test
    void hasTheFieldsOfWhatIsAnswered() {
        assertFields("/load?millis=1", "Burned");
        assertFields("/load/memory?mebibytes=1&seconds=1", "Held");
        assertFields("/health", "Health");
    }

    private void assertFields(String target, String schema) {
        var answer = client.toBlocking().retrieve(HttpRequest.GET(target), Argument.mapOf(String.class, Object.class));
        Map<String, Object> properties = mapAt(description, "components", "schemas", schema, "properties");
        assertThat(answer).containsOnlyKeys(properties.keySet());
        properties
                .values()
                .forEach(property -> assertThat(textAt(property, "type")).isIn("number", "integer", "string"));
    }

    @Test
    void hasTheVersionThatIsBuilt() {
        assertThat(client.toBlocking().retrieve("/prometheus"))
                .contains("version=\"" + at(description, "info", "version") + "\"");
    }
}
