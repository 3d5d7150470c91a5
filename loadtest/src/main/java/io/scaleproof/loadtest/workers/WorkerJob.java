package io.scaleproof.loadtest.workers;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.session.LoadSource;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The pods that send a run's load, as an Indexed Job that is gone when the run is over, however that ends. */
public final class WorkerJob {
    private static final String PREFIX = "scaleproof-workers-";
    private static final String JOB = "batch.kubernetes.io/job-name";
    private static final String INDEX = "batch.kubernetes.io/job-completion-index";
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Cluster cluster;
    private final Job job;
    private final List<ExecWatch> attached = new ArrayList<>();

    private WorkerJob(Cluster cluster, Job job) {
        this.cluster = cluster;
        this.job = job;
    }

    /**
     * What is asked for.
     *
     * @param number of workers
     * @param image of this program
     * @param version of this program, which has to be the image's, too
     * @param readyWithin how long they may take to run
     * @param atMost how long they may run
     */
    public record Ordered(int number, String image, String version, Duration readyWithin, Duration atMost) {}

    /**
     * Creates the Job and prepares its pods. They run, reach the Service and know when to begin once this returns.
     *
     * @param stopped whether the run was asked to stop
     * @param progress told what is waited for
     */
    public static LoadSource start(
            Cluster cluster,
            String namespace,
            Ordered ordered,
            LoadSpec spec,
            BooleanSupplier stopped,
            Consumer<String> progress)
            throws CouldNotRun, InterruptedException {
        progress.accept("workers  %d pods of image %s are started".formatted(ordered.number(), ordered.image()));
        Job manifest = WorkerManifest.job(PREFIX, namespace, ordered.image(), ordered.number(), ordered.atMost());
        WorkerJob job = new WorkerJob(
                cluster, cluster.ask(client -> client.resource(manifest).create()));
        boolean started = false;
        try {
            List<WorkerLink> links = job.attach(job.await(ordered, stopped));
            Fleet fleet = new Fleet(links, spec.requests().timeout(), stopped, job::end);
            fleet.prepare(spec, ordered.version());
            progress.accept("workers  %s, whose clocks are known to %.1f ms"
                    .formatted(
                            String.join(
                                    ", ", links.stream().map(WorkerLink::name).toList()),
                            fleet.clockUncertaintyMillis()));
            started = true;
            return fleet;
        } finally {
            if (!started) {
                job.end();
            }
        }
    }

    private String name() {
        return job.getMetadata().getName();
    }

    private String namespace() {
        return job.getMetadata().getNamespace();
    }

    /** Its pods, once all run. */
    private List<Pod> await(Ordered ordered, BooleanSupplier stopped) throws CouldNotRun, InterruptedException {
        long until = System.nanoTime() + ordered.readyWithin().toNanos();
        Map<Integer, Pod> pods = pods();
        while (pods.size() < ordered.number() || !pods.values().stream().allMatch(pod -> new PodState(pod).runs())) {
            for (Pod pod : pods.values()) {
                Optional<String> hopeless = new PodState(pod).hopeless();
                if (hopeless.isPresent()) {
                    throw cannotRun(pod, hopeless.get());
                }
            }
            if (stopped.getAsBoolean()) {
                throw new CouldNotRun("Stopped while the workers were started", "type the command again");
            }
            if (System.nanoTime() > until) {
                throw late(ordered, pods);
            }
            Thread.sleep(LOOK);
            pods = pods();
        }
        return List.copyOf(pods.values());
    }

    private CouldNotRun late(Ordered ordered, Map<Integer, Pod> pods) {
        String within = " after %d s".formatted(ordered.readyWithin().toSeconds());
        return pods.values().stream()
                .filter(pod -> !new PodState(pod).runs())
                .findFirst()
                .map(pod -> cannotRun(pod, new PodState(pod).words() + within))
                .orElseGet(() -> new CouldNotRun(
                        "Job %s has %d of %d pods%s".formatted(name(), pods.size(), ordered.number(), within),
                        "kubectl get events -n %s, which tell of quotas, limits and policies".formatted(namespace())));
    }

    private CouldNotRun cannotRun(Pod pod, String why) {
        return new CouldNotRun(
                "Worker %s cannot run: %s".formatted(pod.getMetadata().getName(), why),
                "give an image that the nodes can pull and that holds this program (--image IMAGE), and room for it;"
                        + " kubectl get events -n " + namespace());
    }

    private Map<Integer, Pod> pods() {
        return cluster
                .ask(client -> client.pods()
                        .inNamespace(namespace())
                        .withLabel(JOB, name())
                        .list()
                        .getItems())
                .stream()
                .collect(toMap(
                        pod -> Integer.parseInt(pod.getMetadata().getLabels().get(INDEX)),
                        pod -> pod,
                        (one, other) -> other,
                        TreeMap::new));
    }

    private List<WorkerLink> attach(List<Pod> pods) {
        return pods.stream().map(pod -> attach(pod.getMetadata().getName())).toList();
    }

    private WorkerLink attach(String pod) {
        ExecWatch watch = cluster.ask(client -> client.pods()
                .inNamespace(namespace())
                .withName(pod)
                .inContainer(WorkerManifest.CONTAINER)
                .redirectingInput()
                .redirectingOutput()
                .attach());
        attached.add(watch);
        return new WorkerLink(pod, watch.getInput(), watch.getOutput(), seen -> whyGone(pod, seen));
    }

    /** The pod's own state says more than that its output has ended. */
    private String whyGone(String name, String seen) {
        try {
            Pod pod = cluster.ask(client ->
                    client.pods().inNamespace(namespace()).withName(name).get());
            return pod == null ? "its pod was deleted" : new PodState(pod).words() + " (" + seen + ")";
        } catch (KubernetesClientException e) {
            return "%s, and its pod could not be looked at: %s".formatted(seen, ApiErrors.words(e));
        }
    }

    /** Ends the workers and removes the Job with its pods. */
    private void end() {
        attached.forEach(ExecWatch::close);
        try {
            var _ = cluster.ask(client -> client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace())
                    .withName(name())
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete());
        } catch (KubernetesClientException e) {
            // Without their input the workers end, and the cluster removes what has ended.
            System.err.printf(
                    "Job %s in namespace %s was left to the cluster, which removes it a minute after its end: %s%n",
                    name(), namespace(), ApiErrors.words(e));
        }
    }
}
