package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.plugins.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OwnershipTest {
    private static final ObjectNode INPUTS =
            json("{'apiVersion':'v1','spec':{'ports':[{'port':80}]},'metadata':{'labels':{'a':'1'}}}");

    private static ObjectNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    private static ObjectNode managedBy(String... entries) {
        return json("{'metadata':{'managedFields':[%s]}}".formatted(String.join(",", entries)));
    }

    private static String entry(String manager, String operation, String fields) {
        return "{'manager':'%s','operation':'%s','apiVersion':'v1','fieldsV1':%s}"
                .formatted(manager, operation, fields);
    }

    private static JsonNode claimed(ObjectNode live) {
        return Ownership.claimed(live, Json.object(), INPUTS).orElseThrow();
    }

    @Test
    void takesDeclaredFieldsFromKubectlAndLeavesTheRest() {
        JsonNode managers = claimed(managedBy(
                entry("pulumi-kubernetes", "Apply", "{'f:spec':{'f:type':{}}}"),
                entry(
                        "kubectl-edit",
                        "Update",
                        "{'f:spec':{'f:ports':{'k:1':{}}},'f:metadata':{'f:labels':{'f:a':{},'f:b':{}}}}")));

        assertThat(managers)
                .containsExactlyInAnyOrder(
                        json(entry(
                                "pulumi-kubernetes",
                                "Apply",
                                "{'f:spec':{'f:type':{},'f:ports':{'k:1':{}}},'f:metadata':{'f:labels':{'f:a':{}}}}")),
                        json(entry("kubectl-edit", "Update", "{'f:metadata':{'f:labels':{'f:b':{}}}}")));
    }

    @Test
    void makesAnEntryForWhatWasNeverApplied() {
        JsonNode managers =
                claimed(managedBy(entry("kubectl-create", "Update", "{'f:metadata':{'f:labels':{'f:a':{}}}}")));

        assertThat(managers).hasSize(1);
        assertThat(managers.get(0).path("manager").asString()).isEqualTo("pulumi-kubernetes");
        assertThat(managers.get(0).path("operation").asString()).isEqualTo("Apply");
    }

    @Test
    void takesDeclaredFieldsFromTheCreationAndLeavesItWhatTheServerAdded() {
        JsonNode managers = claimed(managedBy(entry(
                "pulumi-kubernetes",
                "Update",
                "{'f:spec':{'f:type':{},'f:ports':{'k:1':{}}},'f:metadata':{'f:labels':{'f:a':{}}}}")));

        assertThat(managers)
                .containsExactlyInAnyOrder(
                        json(entry("pulumi-kubernetes", "Update", "{'f:spec':{'f:type':{}}}")),
                        json(entry(
                                        "pulumi-kubernetes",
                                        "Apply",
                                        "{'f:spec':{'f:ports':{'k:1':{}}},'f:metadata':{'f:labels':{'f:a':{}}}}"))
                                .put("fieldsType", "FieldsV1"));
    }

    @Test
    void leavesControllersAndSubresourcesAlone() {
        ObjectNode live = managedBy(
                entry("kube-controller-manager", "Update", "{'f:metadata':{'f:labels':{'f:a':{}}}}"),
                "{'manager':'kubectl','operation':'Update','apiVersion':'v1','subresource':'scale',"
                        + "'fieldsV1':{'f:spec':{'f:ports':{}}}}");

        assertThat(Ownership.claimed(live, Json.object(), INPUTS)).isEmpty();
    }

    @Test
    void claimsWhatWasDeclaredBefore() {
        ObjectNode live = managedBy(entry("kubectl-edit", "Update", "{'f:data':{'f:old':{}}}"));

        assertThat(Ownership.claimed(live, json("{'data':{'old':'1'}}"), INPUTS))
                .isPresent();
        assertThat(Ownership.claimed(live, Json.object(), INPUTS)).isEmpty();
    }
}
