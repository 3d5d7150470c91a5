package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's certificate that it has signed itself.
 *
 * @param authority the same as PEM, for who is to believe it
 * @param identity what the server shows
 */
public record SelfSigned(Path authority, SSLContext identity) {
    private static final String PASSWORD = "changeit";

    /**
     * Makes one.
     *
     * @param name as keytool writes it: {@code dns:shop.example} or {@code ip:127.0.0.1}
     */
    public static SelfSigned as(String name, Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        keytool(
                folder,
                "-genkeypair -alias shop -keyalg EC -dname CN=shop -ext san=%s -validity 2 -storetype PKCS12"
                        .formatted(name));
        Path authority = folder.resolve("shop.pem");
        keytool(folder, "-exportcert -alias shop -rfc -file " + authority);
        return new SelfSigned(authority, identity(folder.resolve("shop.p12")));
    }

    private static void keytool(Path folder, String command) throws IOException, InterruptedException {
        String line = "%s/bin/keytool %s -keystore %s -storepass %s"
                .formatted(System.getProperty("java.home"), command, folder.resolve("shop.p12"), PASSWORD);
        Path log = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(line.split(" ", -1))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue()).as(Files.readString(log)).isZero();
    }

    private static SSLContext identity(Path store) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
