package io.scaleproof.loadtest.need;

import static io.scaleproof.loadtest.need.Planted.planted;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeedWordsTest {

    @Test
    void theLoadsHeightIsSaidWithWhatItRestsOn() {
        Need need = Need.of(planted()
                .pod("a")
                .stage("low", 2, 30)
                .stage("high", 7.7, 60)
                .counters(50, 70, 194.5, "a")
                .evidence());

        assertThat(NeedWords.of(need))
                .isEqualTo(
                        "at its height the load was worth 3.8 to 4.2 pods and needed 4; measured by the pods' own CPU"
                                + " counters");
    }

    @Test
    void whatIsKnownNoBetterIsSaidToBe() {
        Need need = Need.of(planted().pod("a").stage("load", 8, 60).evidence());

        assertThat(NeedWords.of(need))
                .isEqualTo(
                        "at its height the load was worth 3.1 to 5.2 pods and needed 3 to 5: that is as well as it is"
                                + " known, and each of them is accepted; by what a request cost before the run: nothing could be"
                                + " measured in it");
    }

    @Test
    void anUnknownNeedSaysWhy() {
        assertThat(NeedWords.of(Need.of(planted().pod("a").evidence())))
                .isEqualTo("how many pods the load needed is not known: the run ended before its first stage");
    }
}
