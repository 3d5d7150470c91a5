package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import org.junit.jupiter.api.Test;

class PemKeyTest {
    /** By openssl ecparam -name prime256v1 -genkey -noout, for this test alone. */
    private static final String BY_OPENSSL = """
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIKQyeTpAoRRsFouHgvuLA7IJD9h7NGSZXlD1DAcHIiYdoAoGCCqGSM49
            AwEHoUQDQgAEHXCAa3oZT1YH/+PwFzng4P8AoarovdCvGqksxpdexaCNPqCXgeWr
            9pCLkpbBSrdOZggeeGXS2NN6nr4IZA6zAQ==
            -----END EC PRIVATE KEY-----
            """;

    @Test
    void aCurvesKeyIsReadAsOpensslWritesIt() throws GeneralSecurityException {
        assertThat(PemKey.read(BY_OPENSSL))
                .isInstanceOfSatisfying(
                        ECPrivateKey.class,
                        key -> assertThat(key.getS().toString(16)).startsWith("a432793a40a1146c"));
    }

    @Test
    void oneThatIsCutOffIsRefused() {
        String cut = BY_OPENSSL.replace("AwEHoUQDQgAEHXCAa3oZT1YH/+PwFzng4P8AoarovdCvGqksxpdexaCNPqCXgeWr\n", "");

        assertThatThrownBy(() -> PemKey.read(cut))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("the key in it is damaged");
    }

    @Test
    void oneThatNamesNoCurveIsRefused() {
        // SEQUENCE { 1, four octets }
        assertThatThrownBy(() ->
                        PemKey.read("-----BEGIN EC PRIVATE KEY-----\nMAkCAQEEBAECAwQ=\n-----END EC PRIVATE KEY-----\n"))
                .hasMessage("the key in it names no curve");
    }
}
