package io.scaleproof.plugins.kubernetes;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** One self-signed certificate and its key, with which both sides of a rehearsal know each other. */
record RehearsalKeys(KeyStore store) {
    private static final String NAME = "rehearsal";
    private static final char[] PASSWORD = NAME.toCharArray();

    static RehearsalKeys made() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("scaleproof-rehearsal-");
        Path file = folder.resolve("store.p12");
        try {
            int status = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            NAME,
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            NAME,
                            "-keyalg",
                            "RSA",
                            "-dname",
                            "CN=rehearsal",
                            "-ext",
                            "san=ip:127.0.0.1")
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("keytool ended with status " + status);
            }
            try (InputStream content = Files.newInputStream(file)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(content, PASSWORD);
                return new RehearsalKeys(store);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** A server that shows the certificate, and wants to be shown it. */
    HttpsConfigurator server() throws IOException {
        try {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store, PASSWORD);
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            known.setCertificateEntry(NAME, store.getCertificate(NAME));
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                    tls.setNeedClientAuth(true);
                    parameters.setSSLParameters(tls);
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** In kubeconfig's encoding. */
    String certificate() throws IOException {
        try {
            return pem("CERTIFICATE", store.getCertificate(NAME).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** In kubeconfig's encoding. */
    String key() throws IOException {
        try {
            return pem("PRIVATE KEY", store.getKey(NAME, PASSWORD).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        String text = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(content));
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
