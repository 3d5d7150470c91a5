package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.plugins.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class LiveInputsTest {
    /** The managers of fields tell that the elements of this list are known by name. */
    private static final String BY_NAME =
            "'metadata':{'managedFields':[{'fieldsV1':{'f:list':{'k:{\\\"name\\\":\\\"a\\\"}':{'f:image':{}}}}}]}";

    private static String of(String inputs, String known, String live) {
        return LiveInputs.of(json(inputs), json(known), json(live)).toString().replace('"', '\'');
    }

    private static ObjectNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    @Test
    void leaveOutWhatTheProgramDoesNotName() {
        assertThat(of(
                        "{'spec':{'paused':true}}",
                        "{}",
                        "{'spec':{'paused':true,'replicas':7},'status':{'replicas':7}}"))
                .isEqualTo("{'spec':{'paused':true}}");
    }

    @Test
    void showWhatOthersChangedOrRemoved() {
        assertThat(of("{'a':1,'b':2}", "{'a':1,'b':2}", "{'a':3}")).isEqualTo("{'a':3}");
    }

    @Test
    void keepAQuantityAsTheProgramWritesIt() {
        assertThat(of("{'cpu':'0.5'}", "{'cpu':'500m'}", "{'cpu':'500m'}")).isEqualTo("{'cpu':'0.5'}");
        assertThat(of("{'cpu':'0.5'}", "{'cpu':'500m'}", "{'cpu':'600m'}")).isEqualTo("{'cpu':'600m'}");
    }

    @Test
    void keepWhatTheApiServerNeverStored() {
        assertThat(of("{'empty':[],'b':1}", "{'b':1}", "{'b':2}")).isEqualTo("{'empty':[],'b':2}");
    }

    @Test
    void matchElementsOfAListByWhatTheyAreKnownBy() {
        assertThat(of(
                        "{'list':[{'name':'a','image':'1'},{'name':'b','image':'1'}]}",
                        "{'list':[{'name':'a','image':'1'},{'name':'b','image':'1'}]}",
                        "{'list':[{'name':'sidecar'},{'name':'b','image':'2'},{'name':'a','image':'1'}],%s}"
                                .formatted(BY_NAME)))
                .isEqualTo("{'list':[{'name':'a','image':'1'},{'name':'b','image':'2'}]}");
    }

    @Test
    void showTheWholeOfAListThatIsOneValue() {
        assertThat(of(
                        "{'list':[{'type':'cpu'}]}",
                        "{'list':[{'type':'cpu'}]}",
                        "{'list':[{'type':'cpu'},{'type':'memory'}]}"))
                .isEqualTo("{'list':[{'type':'cpu'},{'type':'memory'}]}");
    }

    @Test
    void readASecretsTextFromItsData() {
        String known = "{'kind':'Secret','data':{'a':'Zmlyc3Q='}}";
        String inputs = "{'kind':'Secret','stringData':{'a':'first'}}";

        assertThat(of(inputs, known, known)).isEqualTo(inputs);
        assertThat(of(inputs, known, "{'kind':'Secret','data':{'a':'c2Vjb25k'}}"))
                .isEqualTo("{'kind':'Secret','stringData':{'a':'second'}}");
    }
}
