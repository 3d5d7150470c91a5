package io.scaleproof.loadtest.workers;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.Map;

/**
 * The Job of the workers. It holds nothing of what they send. Its pods may do nothing in the cluster, and end when whoever
 * leads them lets go of their standard input.
 */
final class WorkerManifest {
    static final String CONTAINER = "worker";
    private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/name", "scaleproof-worker");
    private static final int KEPT_SECONDS = 60;

    private WorkerManifest() {}

    /** @param atMost after which the cluster ends it, whatever became of whoever leads it */
    static Job job(String prefix, String namespace, String image, int workers, Duration atMost) {
        return new JobBuilder()
                .withNewMetadata()
                .withGenerateName(prefix)
                .withNamespace(namespace)
                .withLabels(LABELS)
                .endMetadata()
                .withNewSpec()
                .withCompletionMode("Indexed")
                .withCompletions(workers)
                .withParallelism(workers)
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(atMost.toSeconds())
                .withTtlSecondsAfterFinished(KEPT_SECONDS)
                .withTemplate(podTemplate(image))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec podTemplate(String image) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(LABELS)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(5L)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                // On nodes of their own, as far as there are any: none takes the processors of another.
                .addNewTopologySpreadConstraint()
                .withMaxSkew(1)
                .withTopologyKey("kubernetes.io/hostname")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(LABELS)
                .endLabelSelector()
                .endTopologySpreadConstraint()
                .withContainers(container(image))
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(new Quantity("16Mi"))
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();
    }

    /** No limit of CPU: a worker that is throttled is late. */
    private static Container container(String image) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withArgs("worker")
                .withStdin(true)
                .withStdinOnce(true)
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withNewResources()
                .addToRequests("cpu", new Quantity("250m"))
                .addToRequests("memory", new Quantity("256Mi"))
                .addToLimits("memory", new Quantity("512Mi"))
                .endResources()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }
}
