package io.scaleproof.plugins.kubernetes;

/** No answer from the API server, which may or may not have got the request. */
final class UnreachableException extends RuntimeException {
    UnreachableException(String url, Throwable cause) {
        super(
                "the Kubernetes API server at %s does not answer: %s. Is the cluster up? (kubectl cluster-info)"
                        .formatted(url, reason(cause)),
                cause);
    }

    /** A refused connection comes as a ConnectException without a word in it. */
    private static String reason(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner.getMessage() != null && !inner.getMessage().isBlank()) {
                return inner.getMessage();
            }
        }
        return cause instanceof java.net.ConnectException ? "connection refused" : cause.toString();
    }
}
