package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an https server that serves whom it knows: the clients {@code rsa} and {@code ec}, and not {@code stranger}. */
class ClientCertificateTest {
    private static final Duration HANGS_AFTER = Duration.ofMinutes(1);
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        keytool("-genkeypair -alias shop -keyalg EC -dname CN=shop -validity 2 -keystore shop.p12");
        client("rsa", "-keyalg RSA -keysize 2048");
        client("ec", "-keyalg EC -groupname secp256r1");
        client("stranger", "-keyalg EC -groupname secp256r1");
        for (String known : new String[] {"rsa", "ec"}) {
            keytool("-importcert -noprompt -alias %s -file %s.pem -keystore known.p12".formatted(known, known));
        }
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new Choosy(context()));
        server.createContext("/", asked -> {
            asked.sendResponseHeaders(204, -1);
            asked.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static final class Choosy extends HttpsConfigurator {
        Choosy(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters asked) {
            SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
            parameters.setNeedClientAuth(true);
            asked.setSSLParameters(parameters);
        }
    }

    private static SSLContext context() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("shop"), PASSWORD.toCharArray());
        TrustManagerFactory known = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        known.init(store("known"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), known.getTrustManagers(), null);
        return context;
    }

    private static void client(String name, String kind) throws Exception {
        keytool("-genkeypair -alias %s %s -dname CN=%s -validity 2 -keystore %s.p12".formatted(name, kind, name, name));
        keytool("-exportcert -alias %s -rfc -file %s.pem -keystore %s.p12".formatted(name, name, name));
        PrivateKey key = (PrivateKey) store(name).getKey(name, PASSWORD.toCharArray());
        Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
    }

    private static KeyStore store(String name) throws Exception {
        return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
    }

    private static void keytool(String command) throws IOException, InterruptedException {
        String line = "%s/bin/keytool %s -storetype PKCS12 -storepass %s"
                .formatted(System.getProperty("java.home"), command, PASSWORD);
        Path log = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(line.split(" ", -1))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue()).as(Files.readString(log)).isZero();
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec"})
    void aClientThatTheServerKnowsIsServed(String name) throws IOException {
        Tls tls = Tls.trustingEverybody().as(ClientCertificate.of(file(name + ".pem"), file(name + ".key")));
        Endpoint shop = shop(tls);

        shop.tryOut();
        try (HttpExchange exchange = new HttpExchange(shop, RequestForm.GET, 1, HANGS_AFTER)) {
            assertThat(exchange.perform(exchange.request("/"), System.nanoTime(), at -> {}))
                    .isEqualTo(new Outcome.Served(204, Optional.empty()));
        }
        assertThat(tls.wasAskedForClient()).isTrue();
    }

    @Test
    void keysInTheOlderFormsServeAsWell() throws Exception {
        byte[] rsa = Base64.getMimeDecoder().decode(body("rsa.key"));
        byte[] ec = Base64.getMimeDecoder().decode(body("ec.key"));
        // What PKCS#8 wraps: the whole of PKCS#1, and of SEC 1 the number alone.
        Path pkcs1 =
                Files.writeString(file("pkcs1.key"), pem("RSA PRIVATE KEY", Arrays.copyOfRange(rsa, 26, rsa.length)));
        String number = HexFormat.of().formatHex(ec, ec.length - 32, ec.length);
        byte[] curve = HexFormat.of().parseHex("30310201010420" + number + "a00a06082a8648ce3d030107");
        Path sec1 = Files.writeString(
                file("sec1.key"),
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                        + pem("EC PRIVATE KEY", curve));

        shop(Tls.trustingEverybody().as(ClientCertificate.of(file("rsa.pem"), pkcs1)))
                .tryOut();
        shop(Tls.trustingEverybody().as(ClientCertificate.of(file("ec.pem"), sec1)))
                .tryOut();
    }

    @Test
    void aFileMayHoldBoth() throws IOException {
        Path both = Files.writeString(
                file("both.pem"), Files.readString(file("ec.key")) + Files.readString(file("ec.pem")));

        shop(Tls.trustingEverybody().as(ClientCertificate.of(both, both))).tryOut();
    }

    @Test
    void aClientWithoutACertificateIsNotAndItIsKnownWhy() {
        Tls nobody = Tls.trustingEverybody();

        assertThatThrownBy(() -> shop(nobody).tryOut()).isInstanceOf(IOException.class);

        assertThat(nobody.wasAskedForClient()).isTrue();
        assertThat(nobody.hasClientCertificate()).isFalse();
    }

    @Test
    void norOneThatTheServerDoesNotKnow() throws IOException {
        Tls stranger = Tls.trustingEverybody().as(ClientCertificate.of(file("stranger.pem"), file("stranger.key")));

        assertThatThrownBy(() -> shop(stranger).tryOut()).isInstanceOf(IOException.class);

        assertThat(stranger.wasAskedForClient()).isTrue();
        assertThat(stranger.hasClientCertificate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger.key", "rsa.key"})
    void theKeyOfAnotherCertificateIsRefused(String other) {
        assertThatThrownBy(() -> ClientCertificate.of(file("ec.pem"), file(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--key is '%s', which is not the key of the first certificate in '%s'. Give the two that were made together",
                        file(other), file("ec.pem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN ENCRYPTED PRIVATE KEY", "BEGIN RSA PRIVATE KEY"})
    void anEncryptedKeyIsRefusedWithTheCommandThatDecryptsIt(String begin) throws IOException {
        Path encrypted = Files.writeString(
                file("encrypted.key"),
                "-----%s-----\n%sMHc=\n-----%s-----\n"
                        .formatted(
                                begin,
                                begin.contains("RSA") ? "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,9D\n\n" : "",
                                begin.replace("BEGIN", "END")));

        assertThatThrownBy(() -> ClientCertificate.of(file("ec.pem"), encrypted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--key is '%s', and the key in it is encrypted. Decrypt it: openssl pkey -in %s -out plain.pem, and give"
                                + " --key plain.pem",
                        encrypted, encrypted);
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutBeingShown() throws IOException {
        Path damaged = Files.writeString(
                file("damaged.key"), "-----BEGIN PRIVATE KEY-----\nczNjcmV0\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> ClientCertificate.of(file("ec.pem"), damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged, or neither RSA, EC nor EdDSA")
                .hasMessageContaining("openssl pkey -in " + damaged)
                .hasMessageNotContaining("czNjcmV0")
                .hasNoCause();
        assertThatThrownBy(() -> ClientCertificate.of(file("ec.pem"), file("ec.pem")))
                .hasMessageContaining("--key is '%s', and it holds no private key as PEM", file("ec.pem"));
        assertThatThrownBy(() -> ClientCertificate.of(file("ec.key"), file("ec.key")))
                .hasMessageContaining("--cert is '%s', which holds no certificate as PEM", file("ec.key"));
        assertThatThrownBy(() -> ClientCertificate.of(file("ec.pem"), file("missing.key")))
                .hasMessageContaining("--key is '%s', and there is no file that can be read", file("missing.key"));
    }

    @Test
    void showsWhoItIsAndNothingElse() throws IOException {
        assertThat(ClientCertificate.of(file("ec.pem"), file("ec.key"))).hasToString("CN=ec");
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }

    private static String body(String key) throws IOException {
        return Files.readString(file(key)).replaceAll("-----[^-]*-----", "");
    }

    private static Endpoint shop(Tls tls) {
        return Endpoint.of(URI.create("https://127.0.0.1:" + server.getAddress().getPort()), tls, Optional.empty());
    }
}
