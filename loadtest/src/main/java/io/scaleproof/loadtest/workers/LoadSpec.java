package io.scaleproof.loadtest.workers;

import io.scaleproof.loadtest.load.ClientCertificate;
import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.session.LocalSource;
import io.scaleproof.loadtest.session.Requests;
import io.scaleproof.loadtest.target.Approach;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that a worker has to know to send requests. Much of it may be secret: it goes to the worker's standard input and is
 * kept in memory alone.
 *
 * @param base where the Service answers, seen from the worker
 * @param requestsPerConnection after so many a connection is closed
 * @param retryIdle whether a request that comes to nothing on a kept connection is sent once more
 * @param trust whom to believe, and who the worker is
 */
public record LoadSpec(URI base, Requests requests, int requestsPerConnection, boolean retryIdle, Trust trust) {

    /**
     * The texts that TLS needs.
     *
     * @param authorities certificates of those that are believed, as PEM; empty for the JVM's own
     * @param cert certificate to show, as PEM
     * @param key its private key, as PEM
     * @param everybody whether every server is believed
     */
    public record Trust(Optional<String> authorities, Optional<String> cert, Optional<String> key, boolean everybody) {
        /** Reads them from files. */
        public static Trust of(Optional<Path> authorities, Optional<Path> cert, Optional<Path> key, boolean everybody)
                throws IOException {
            return new Trust(text(authorities), text(cert), text(key), everybody);
        }

        private static Optional<String> text(Optional<Path> file) throws IOException {
            return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
        }

        Tls tls() throws IOException {
            Tls tls = everybody ? Tls.trustingEverybody() : Tls.trustedByTheJvm();
            if (authorities.isPresent()) {
                try (Kept file = new Kept(authorities.get())) {
                    tls = Tls.trusting(file.path);
                }
            }
            if (cert.isEmpty() || key.isEmpty()) {
                return tls;
            }
            try (Kept certFile = new Kept(cert.get());
                    Kept keyFile = new Kept(key.get())) {
                return tls.as(ClientCertificate.of(certFile.path, keyFile.path));
            }
        }

        @Override
        public String toString() {
            return "who is believed and shown";
        }
    }

    /** A file for those who read files alone, for as long as they read it; a worker's /tmp is memory. */
    private static final class Kept implements AutoCloseable {
        private final Path path;

        Kept(String text) throws IOException {
            path = Files.createTempFile("scaleproof", ".pem");
            Files.writeString(path, text);
        }

        @Override
        public void close() throws IOException {
            Files.delete(path);
        }
    }

    /** Sends them from this process, once the Service has been seen to answer. */
    LocalSource open() throws CouldNotRun, IOException {
        Endpoint endpoint = Approach.to(base, trust.tls(), requests.form().host());
        return new LocalSource(
                new HttpExchange(endpoint, requests.form(), requestsPerConnection, requests.timeout(), retryIdle),
                requests);
    }

    @Override
    public String toString() {
        return "a load for " + base;
    }
}
