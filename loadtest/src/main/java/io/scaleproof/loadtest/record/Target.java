package io.scaleproof.loadtest.record;

/**
 * What was loaded and watched.
 *
 * @param url where the requests went, path and query included
 * @param context the kubeconfig context
 * @param namespace namespace of all the objects below
 * @param service name of the Service
 * @param deployment name of the Deployment that the HPA scales
 * @param hpa name of the HorizontalPodAutoscaler, empty if there was none
 */
public record Target(String url, String context, String namespace, String service, String deployment, String hpa) {}
