package io.scaleproof.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.plugins.Difference.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import pulumirpc.Provider.PropertyDiff;

class DifferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1}                       | {'a':2}                       | a             | UPDATE",
                "{}                            | {'a':{'b':1}}                 | a             | ADD",
                "{'a':{'b':1,'c':1}}           | {'a':{'b':1}}                 | a.c           | DELETE",
                "{'l':[{'i':'x'},{'i':'y'}]}   | {'l':[{'i':'x'},{'i':'z'}]}   | l[1].i        | UPDATE",
                "{'l':[1]}                     | {'l':[1,2]}                   | l[1]          | ADD",
                "{'l':[1,2]}                   | {'l':[1]}                     | l[1]          | DELETE",
                "{'m':{'a.b/c':'1'}}           | {'m':{'a.b/c':'2'}}           | m['a.b/c']    | UPDATE",
                "{'a':[1]}                     | {'a':{'b':1}}                 | a             | UPDATE",
                "{'a':null}                    | {'a':1}                       | a             | ADD"
            })
    void isTheSmallestPlaceThatDiffers(String before, String after, String path, Kind kind) {
        assertThat(Difference.between(Json.parse(before.replace('\'', '"')), Json.parse(after.replace('\'', '"'))))
                .containsExactly(new Difference(path.replace('\'', '"'), kind));
    }

    @Test
    void isNoneBetweenEquals() {
        assertThat(Difference.between(Json.parse("{\"a\":[1,{}],\"n\":null}"), Json.parse("{\"a\":[1,{}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "spec.selector.matchLabels.a, spec.selector, true",
        "spec.selector, spec.selector, true",
        "spec[0].a, spec, true",
        "spec.selectors, spec.selector, false",
        "spec, spec.selector, false"
    })
    void knowsWhatItIsWithin(String path, String outer, boolean within) {
        assertThat(new Difference(path, Kind.UPDATE).within(outer)).isEqualTo(within);
    }

    @Test
    void theAnswerMarksOnlyThePathsThatReplace() {
        DiffResponse answer = DiffAnswer.of(
                Difference.between(Json.parse("{\"a\":1,\"b\":1}"), Json.parse("{\"a\":2}")),
                difference -> difference.path().equals("a"),
                true);

        assertThat(answer.getChanges()).isEqualTo(DiffChanges.DIFF_SOME);
        assertThat(answer.getReplacesList()).containsExactly("a");
        assertThat(answer.getDetailedDiffMap().get("a").getKind()).isEqualTo(PropertyDiff.Kind.UPDATE_REPLACE);
        assertThat(answer.getDetailedDiffMap().get("b").getKind()).isEqualTo(PropertyDiff.Kind.DELETE);
        assertThat(answer.getDeleteBeforeReplace()).isTrue();
    }

    @Test
    void nothingIsDeletedFirstThatIsNotReplaced() {
        DiffResponse answer = DiffAnswer.of(
                Difference.between(Json.parse("{\"a\":1}"), Json.parse("{\"a\":2}")), difference -> false, true);

        assertThat(answer.getDeleteBeforeReplace()).isFalse();
    }
}
