package io.scaleproof.loadtest.target;

import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The first connection to a target: else every request would fail for a reason that is not the service's. */
public final class Approach {
    private Approach() {}

    /**
     * Where the load goes, seen to answer, and by whom it should.
     *
     * @param host what the requests' header {@code Host} says, where that is not the target's own
     */
    public static Endpoint to(FoundTarget target, Tls tls, Optional<String> host) throws CouldNotRun {
        return to(target.base(), tls, host);
    }

    /** The same for a server that is known by its URL alone. */
    public static Endpoint to(URI target, Tls tls, Optional<String> host) throws CouldNotRun {
        Endpoint endpoint = Endpoint.of(target, tls, host);
        try {
            endpoint.tryOut();
            return endpoint;
        } catch (IOException e) {
            throw why(target, tls, e);
        }
    }

    private static CouldNotRun why(URI target, Tls tls, IOException e) {
        if (isAboutTrust(e)) {
            return untrusted(target, e);
        }
        if (tls.wasAskedForClient()) {
            return unknownClient(target, tls, e);
        }
        if (e instanceof ProtocolException || words(e).contains("no_application_protocol")) {
            return noHttp(target, e);
        }
        if (e instanceof SSLException) {
            return noTls(target, e);
        }
        return new CouldNotRun(
                e instanceof Endpoint.NotAnswered
                        ? "%s accepts connections and does not answer: %s".formatted(target, words(e))
                        : "Nothing accepts a connection at %s any more: %s".formatted(target, words(e)),
                "curl -v " + target,
                e);
    }

    private static boolean isAboutTrust(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
                .anyMatch(
                        cause -> cause instanceof SSLPeerUnverifiedException || cause instanceof CertificateException);
    }

    private static CouldNotRun untrusted(URI target, IOException why) {
        return new CouldNotRun(
                "%s does not prove that it is the server that is asked for: %s".formatted(target, words(why)),
                "give the authority that signed its certificate (--ca FILE), the name that it has"
                        + " (--header 'Host: NAME'), or believe it anyway (--insecure)",
                why);
    }

    /** With TLS 1.3 a server looks at a client's certificate when the client already thinks that all is well. */
    private static CouldNotRun unknownClient(URI target, Tls tls, IOException why) {
        return tls.hasClientCertificate()
                ? new CouldNotRun(
                        "%s does not accept the client certificate: %s".formatted(target, words(why)),
                        "give one that is valid and signed by an authority that it trusts (--cert FILE --key FILE);"
                                + " openssl s_client -connect HOST:PORT names these authorities",
                        why)
                : new CouldNotRun(
                        "%s asks for a client certificate: %s".formatted(target, words(why)),
                        "give one with its key: --cert FILE --key FILE",
                        why);
    }

    private static CouldNotRun noHttp(URI target, IOException why) {
        return new CouldNotRun(
                "%s does not speak HTTP/1.1, which is what the load is sent in: %s".formatted(target, words(why)),
                "where it speaks HTTP/2 alone, switch HTTP/1.1 on, or give a proxy that speaks both (--url URL)",
                why);
    }

    private static CouldNotRun noTls(URI target, IOException why) {
        return new CouldNotRun(
                "%s does not speak TLS: %s".formatted(target, words(why)),
                "where it is plain HTTP: --url http://HOST:PORT",
                why);
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
