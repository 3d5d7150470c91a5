package io.scaleproof.plugins.kubernetes;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Pulumi type token such as {@code kubernetes:apps/v1:Deployment}, as the Kubernetes kind it stands for. */
record TypeToken(String apiVersion, String kind) {
    private static final Pattern OBJECT = Pattern.compile("kubernetes:([^:]+/[^:/]+):([A-Z]\\w*)");

    /** Things the official plugin makes of several objects or renders by itself. */
    private static final List<String> RENDERED = List.of("helm.sh/", "yaml", "kustomize", "kustomize/");

    static boolean isSupported(String token) {
        Matcher object = OBJECT.matcher(token);
        return object.matches()
                && RENDERED.stream().noneMatch(object.group(1)::startsWith)
                && !object.group(2).endsWith("Patch")
                && !(object.group(2).endsWith("List") && !object.group(1).contains("."));
    }

    static TypeToken of(String token) {
        Matcher object = OBJECT.matcher(token);
        if (!object.matches()) {
            throw new IllegalArgumentException("not a token of a Kubernetes kind: " + token);
        }
        String apiVersion = object.group(1);
        return new TypeToken(
                apiVersion.startsWith("core/") ? apiVersion.substring("core/".length()) : apiVersion, object.group(2));
    }
}
