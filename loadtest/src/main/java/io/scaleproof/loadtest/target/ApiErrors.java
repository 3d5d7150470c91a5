package io.scaleproof.loadtest.target;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_UNAUTHORIZED;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;

/** The one place where an error of the Kubernetes client becomes a sentence and what to type. */
public final class ApiErrors {
    private ApiErrors() {}

    /** What may end with an error of the Kubernetes client. */
    public interface Task<T> {
        T run() throws CouldNotRun, IOException, InterruptedException;
    }

    /** Runs {@code task}; what the Kubernetes client throws there is why the run could not begin. */
    public static <T> T said(Task<T> task) throws CouldNotRun, IOException, InterruptedException {
        try {
            return task.run();
        } catch (KubernetesClientException e) {
            throw couldNotRun(e);
        }
    }

    static CouldNotRun couldNotRun(KubernetesClientException e) {
        return switch (e.getCode()) {
            case HTTP_UNAUTHORIZED ->
                new CouldNotRun(
                        "The Kubernetes API does not accept the credentials that kubeconfig gives (401 %s); a token may have"
                                        .formatted(words(e))
                                + " expired",
                        "kubectl auth whoami, and log in again or choose another context with --context NAME",
                        e);
            case HTTP_FORBIDDEN ->
                new CouldNotRun(
                        "The Kubernetes API refused a question: " + words(e),
                        "as somebody who may: %s, and use its account".formatted(Home.applyRole("NAMESPACE")),
                        e);
            default ->
                new CouldNotRun(
                        "The Kubernetes API did not answer a question: " + words(e),
                        "kubectl get --raw /readyz, and start the load test again when that says ok",
                        e);
        };
    }

    /** What the API server said; what went wrong on the way to it if it said nothing. */
    public static String words(Throwable e) {
        if (e instanceof KubernetesClientException answered
                && answered.getStatus() != null
                && answered.getStatus().getMessage() != null) {
            return answered.getStatus().getMessage();
        }
        String words = e.getClass().getSimpleName();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            words = cause.getMessage() == null ? words : cause.getMessage();
        }
        return words;
    }
}
