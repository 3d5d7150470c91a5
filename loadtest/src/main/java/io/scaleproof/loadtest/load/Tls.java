package io.scaleproof.loadtest.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which https servers are believed, and who this client is to them. */
public final class Tls {
    private final TrustManager[] trusted;
    private final boolean checksNames;
    private final Optional<ClientCertificate> client;
    private volatile boolean asked;

    private Tls(TrustManager[] trusted, boolean checksNames) {
        this(trusted, checksNames, Optional.empty());
    }

    private Tls(TrustManager[] trusted, boolean checksNames, Optional<ClientCertificate> client) {
        this.trusted = trusted;
        this.checksNames = checksNames;
        this.client = client;
    }

    /** The same, showing this certificate to servers that ask for one. */
    public Tls as(ClientCertificate certificate) {
        return new Tls(trusted, checksNames, Optional.of(certificate));
    }

    /** Whether this client has a certificate to show. */
    public boolean hasClientCertificate() {
        return client.isPresent();
    }

    /** Whether a server has asked who this client is. */
    public boolean wasAskedForClient() {
        return asked;
    }

    /** Those whose certificates the JVM trusts. */
    public static Tls trustedByTheJvm() {
        try {
            return new Tls(managers(null), true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM trusts nobody", e);
        }
    }

    /** Those whose certificates come from the authorities of {@code --ca}. */
    public static Tls trusting(Path file) throws IOException {
        return trusting("--ca", file);
    }

    /**
     * Those whose certificates come from these authorities.
     *
     * @param option by which they were given
     * @param file certificates as PEM
     * @throws IllegalArgumentException when there is no such file, or no certificate in it
     */
    public static Tls trusting(String option, Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("%s is '%s', and there is no file that can be read at %s"
                    .formatted(option, file, file.toAbsolutePath()));
        }
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> authorities =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (authorities.isEmpty()) {
                throw new CertificateException("no certificate in it");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            return new Tls(managers(store), true);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "%s is '%s', which holds no certificates as PEM: %s".formatted(option, file, e.getMessage()), e);
        }
    }

    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    /** Every one, whoever it is. */
    public static Tls trustingEverybody() {
        return new Tls(new TrustManager[] {new Everybody()}, false);
    }

    /**
     * Speaks TLS on a connection to {@code host}; closing the one closes the other. No session is taken up again: a connection is
     * a new user's, and what a handshake costs must not depend on which pod has seen this client before.
     */
    SSLSocket over(Socket connection, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(connection, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        // The JDK names only hosts with a dot in it.
        serverName(host).ifPresent(name -> parameters.setServerNames(List.of(name)));
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        if (checksNames) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** The same for whoever opens connections by itself. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {ClientCertificate.manager(client, () -> asked = true)}, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no TLS", e);
        }
    }

    /** Empty for an address, which is nothing that TLS asks for by name. */
    private static Optional<SNIServerName> serverName(String host) {
        boolean address = host.contains(":") || host.matches("[0-9.]+");
        try {
            return address ? Optional.empty() : Optional.of(new SNIHostName(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
