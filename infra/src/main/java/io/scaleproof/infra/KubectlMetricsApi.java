package io.scaleproof.infra;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The metrics API as kubectl sees it, and the programs behind it: whether there are pods that may come to answer. */
record KubectlMetricsApi(Kubectl kubectl) implements MetricsApi {

    @Override
    public State look() {
        try {
            Kubectl.Answer api = kubectl.ask("get", "apiservice", MetricsServerCheck.API, "--output=json");
            return api.succeeded() ? state(object(api.text())) : unreadable("apiservice", api);
        } catch (IOException e) {
            return new Hopeless("kubectl could not be started, so it was not waited for: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Hopeless("interrupted");
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            return new Starting("kubectl's answer could not be read: " + e.getMessage());
        }
    }

    private State state(JsonObject api) throws IOException, InterruptedException {
        Optional<JsonObject> condition = Json.objects(api, "status", "conditions")
                .filter(known -> Json.text(known, "type").equals("Available"))
                .findFirst();
        if (condition.filter(known -> Json.text(known, "status").equals("True")).isPresent()) {
            return new Available();
        }
        String why = condition
                .map(known -> "%s: %s".formatted(Json.text(known, "reason"), Json.text(known, "message")))
                .orElse("it reports no condition");
        Optional<JsonObject> service = Json.object(api, "spec", "service");
        return service.isPresent() ? behind(service.get(), why) : new Starting(why);
    }

    private State behind(JsonObject reference, String why) throws IOException, InterruptedException {
        String namespace = Json.text(reference, "namespace");
        Kubectl.Answer service = kubectl.ask(
                "--namespace=" + namespace, "get", "service", Json.text(reference, "name"), "--output=json");
        if (!service.succeeded()) {
            return unreadable("service", service);
        }
        Optional<JsonObject> selector = Json.object(object(service.text()), "spec", "selector");
        if (selector.isEmpty()) {
            return new Starting(why);
        }
        Kubectl.Answer deployments =
                kubectl.ask("--namespace=" + namespace, "get", "deployments.apps", "--output=json");
        Kubectl.Answer pods = kubectl.ask(
                "--namespace=" + namespace, "get", "pods", "--selector=" + words(selector.get()), "--output=json");
        if (!deployments.succeeded() || !pods.succeeded()) {
            // Whoever may not look there can wait all the same.
            return new Starting(why);
        }
        return new MetricsServerProspects(selector.get(), items(deployments), items(pods))
                .hopeless()
                .<State>map(reason -> new Hopeless(why + "; " + reason))
                .orElseGet(() -> new Starting(why));
    }

    private static State unreadable(String kind, Kubectl.Answer answer) {
        return answer.text().contains("(NotFound)")
                ? new Hopeless("there is no such %s: %s".formatted(kind, answer.text()))
                : new Starting(answer.text());
    }

    private static String words(JsonObject selector) {
        return selector.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue().getAsString())
                .collect(Collectors.joining(","));
    }

    private static List<JsonObject> items(Kubectl.Answer list) {
        return Json.objects(object(list.text()), "items").toList();
    }

    private static JsonObject object(String text) {
        JsonElement parsed = JsonParser.parseString(text);
        return parsed.getAsJsonObject();
    }
}
