package io.scaleproof.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Deployment, Service and HPA of a deployed stack, to be put into another namespace with something changed: a stack that
 * is broken on purpose, where the Pulumi program would refuse to be.
 */
record StackCopy(ObjectNode deployment, ObjectNode service, ObjectNode hpa) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final Command SHELL = new Command(WorkingCopy.repository());

    /** The objects named {@code scaleproof} in {@code namespace}, without what only that namespace's ones can have. */
    static StackCopy of(String namespace) {
        ObjectNode service = read(namespace, "service");
        ((ObjectNode) service.at("/spec")).remove(List.of("clusterIP", "clusterIPs", "healthCheckNodePort"));
        return new StackCopy(read(namespace, "deployment"), service, read(namespace, "hpa"));
    }

    private static ObjectNode read(String namespace, String kind) {
        String json = SHELL.run(
                        QUICK, "kubectl get %s scaleproof --namespace %s --output json".formatted(kind, namespace))
                .ok()
                .output();
        ObjectNode object = (ObjectNode) parse(json);
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        metadata.retain("name", "labels");
        object.remove("status");
        return object;
    }

    StackCopy deepCopy() {
        return new StackCopy(deployment.deepCopy(), service.deepCopy(), hpa.deepCopy());
    }

    /** The pods' specification. */
    ObjectNode pod() {
        return (ObjectNode) deployment.at("/spec/template/spec");
    }

    ObjectNode container() {
        return (ObjectNode) pod().at("/containers/0");
    }

    /** Sets a variable of the container's environment, which has it already. */
    void environment(String name, String value) {
        for (JsonNode variable : container().get("env")) {
            if (variable.get("name").asText().equals(name)) {
                ((ObjectNode) variable).put("value", value);
                return;
            }
        }
        throw new AssertionError("the container has no variable " + name);
    }

    ObjectNode hpaSpec() {
        return (ObjectNode) hpa.get("spec");
    }

    /** Creates the namespace and the objects in it, answering at {@code nodePort}, and waits until a pod is ready. */
    void create(String namespace, int nodePort) {
        ((ObjectNode) service.at("/spec/ports/0")).put("nodePort", nodePort);
        kubectl("create namespace " + namespace);
        apply(namespace, deployment);
        apply(namespace, service);
        apply(namespace, hpa);
        kubectl("rollout status deployment/scaleproof --timeout=60s --namespace " + namespace);
    }

    static void apply(String namespace, JsonNode object) {
        Path file = null;
        try {
            file = Files.createTempFile("scaleproof-e2e", ".json");
            Files.writeString(file, object.toString(), UTF_8);
            kubectl("apply --namespace %s --filename '%s'".formatted(namespace, file));
            Files.delete(file);
        } catch (IOException e) {
            throw new AssertionError("could not write " + file, e);
        }
    }

    static Command.Result kubectl(String arguments) {
        return SHELL.run(QUICK.plusSeconds(30), "kubectl " + arguments).ok();
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
