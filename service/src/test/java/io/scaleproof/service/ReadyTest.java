package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadyTest {
    @Test
    void saysWhatToSetWhenAPortOfAFileCameTooLateForTheLauncher() {
        assertThat(Ready.contradiction(9_000, 8_080))
                .contains(
                        "Port 9000 is not listened on: the launcher opened 8080 before it could be known; set SCALEPROOF_HTTP_PORT=9000");
    }

    @Test
    void isSilentWhenThePortIsTheOneThatWasWanted() {
        assertThat(Ready.contradiction(8_080, 8_080)).isEmpty();
    }
}
