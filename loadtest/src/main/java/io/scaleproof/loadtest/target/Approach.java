package io.scaleproof.loadtest.target;

import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;
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
        Endpoint endpoint = Endpoint.of(target.base(), tls, host);
        try {
            endpoint.tryOut();
            return endpoint;
        } catch (SSLException e) {
            throw isAboutTrust(e) ? untrusted(target, e) : noTls(target, e);
        } catch (IOException e) {
            throw new CouldNotRun(
                    "Nothing accepts a connection at %s any more: %s".formatted(target.base(), e.getMessage()),
                    "curl -v " + target.base(),
                    e);
        }
    }

    private static boolean isAboutTrust(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
                .anyMatch(
                        cause -> cause instanceof SSLPeerUnverifiedException || cause instanceof CertificateException);
    }

    private static CouldNotRun untrusted(FoundTarget target, SSLException why) {
        return new CouldNotRun(
                "%s does not prove that it is the server that is asked for: %s"
                        .formatted(target.base(), why.getMessage()),
                "give the authority that signed its certificate (--ca FILE), the name that it has"
                        + " (--header 'Host: NAME'), or believe it anyway (--insecure)",
                why);
    }

    private static CouldNotRun noTls(FoundTarget target, SSLException why) {
        return new CouldNotRun(
                "%s does not speak TLS: %s".formatted(target.base(), why.getMessage()),
                "where it is plain HTTP: --url http://HOST:PORT",
                why);
    }
}
