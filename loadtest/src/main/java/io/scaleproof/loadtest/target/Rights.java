package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the load test has to be allowed in the target's namespace. Whatever else it reads, it can go without. */
public final class Rights {
    /** The name of all that is in loadtest/rbac/role.yaml. */
    static final String ROLE = "scaleproof-loadtest";

    private static final String ACCOUNT = "system:serviceaccount:";

    static final List<Right> NEEDED = Stream.of(
                    needed("", "services", "get"),
                    needed("autoscaling", "horizontalpodautoscalers", "list", "watch"),
                    needed("", "pods", "list", "watch"),
                    needed("discovery.k8s.io", "endpointslices", "list", "watch"),
                    needed("metrics.k8s.io", "pods", "list"))
            .flatMap(List::stream)
            .toList();

    /** What it takes besides to find the Service from the HPA. */
    static final List<Right> TO_FIND_SERVICES = needed("", "services", "list");

    private Rights() {}

    /** What it takes to have the load sent by pods. */
    static final List<Right> OF_WORKERS = Stream.of(
                    needed("batch", "jobs", "create", "get", "delete"),
                    Stream.of("get", "create")
                            .map(verb -> new Right(verb, "", "pods", "attach"))
                            .toList())
            .flatMap(List::stream)
            .toList();

    /** What it takes besides for objects of the kind that the HPA scales. */
    static List<Right> onScaled(String group, String resource) {
        return Stream.concat(
                        needed(group, resource, "get", "list", "watch").stream(),
                        Stream.of(new Right("get", group, resource, "scale")))
                .toList();
    }

    private static List<Right> needed(String group, String resource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Right(verb, group, resource)).toList();
    }

    /** Names all of these that are missing at once, before anything is asked that it would be refused. */
    static void require(Cluster cluster, String namespace, List<Right> needed) throws CouldNotRun {
        List<Right> missing = missing(cluster, namespace, needed);
        if (!missing.isEmpty()) {
            throw refused(cluster, namespace, missing);
        }
    }

    /** The same where {@code needed} has some that are missed later only: it refuses for want of those to get, and names all. */
    static void requireToRead(Cluster cluster, String namespace, List<Right> needed) throws CouldNotRun {
        List<Right> missing = missing(cluster, namespace, needed);
        if (missing.stream().anyMatch(right -> right.verb().equals("get"))) {
            throw refused(cluster, namespace, missing);
        }
    }

    /** The same for what pods that send the load take beside that. */
    public static void requireForWorkers(Cluster cluster, String namespace) throws CouldNotRun {
        List<Right> missing = missing(cluster, namespace, OF_WORKERS);
        if (!missing.isEmpty()) {
            CouldNotRun refused = refused(cluster, namespace, missing, Home.applyRole(namespace, "workers"));
            throw new CouldNotRun(
                    refused.getMessage() + ", which --workers takes", "leave --workers out; or " + refused.remedy());
        }
    }

    /**
     * Why a run could not begin for want of rights; empty where none is wanting.
     *
     * @param scaled what the HPA scales; empty where that is not known
     * @throws KubernetesClientException when whoever asks may not ask for their rights
     */
    public static Optional<CouldNotRun> refusal(Cluster cluster, String namespace, Optional<Workload> scaled) {
        List<Right> needed = Stream.concat(
                        NEEDED.stream(),
                        scaled.stream().flatMap(workload -> onScaled(workload.group(), workload.resource()).stream()))
                .toList();
        List<Right> missing = withheld(cluster, namespace, needed);
        return missing.isEmpty() ? Optional.empty() : Optional.of(refused(cluster, namespace, missing));
    }

    /** Why the run cannot begin, and how to get the rights that it takes. */
    static CouldNotRun refused(Cluster cluster, String namespace, List<Right> missing) {
        return refused(cluster, namespace, missing, Home.applyRole(namespace));
    }

    /**
     * The same where it takes a part of the role that is commented out.
     *
     * @param applyRole what to do to have it
     */
    static CouldNotRun refused(Cluster cluster, String namespace, List<Right> missing, String applyRole) {
        return new CouldNotRun(
                "%s may not %s in namespace %s (context %s)"
                        .formatted(cluster.user().orElse("This account"), words(missing), namespace, cluster.context()),
                "as somebody who may: "
                        + Stream.concat(
                                        missing.stream()
                                                .filter(Right::isOfACustomKind)
                                                .map(right -> roleFor(right, cluster, namespace)),
                                        missing.stream()
                                                .filter(right -> !right.isOfACustomKind())
                                                .map(right -> theFile(cluster, namespace, applyRole)))
                                .distinct()
                                .collect(joining(" && ")));
    }

    private static String theFile(Cluster cluster, String namespace, String applyRole) {
        return applyRole + cluster.user().map(user -> binding(user, namespace)).orElse(", and use its account");
    }

    /** The file cannot name every kind that somebody may have defined. */
    private static String roleFor(Right right, Cluster cluster, String namespace) {
        String kind = right.resource() + "." + right.group();
        String role = ROLE + "-" + right.resource();
        return "kubectl create role %1$s -n %2$s --verb=get,list,watch --resource=%3$s,%3$s/scale && kubectl create rolebinding"
                        .formatted(role, namespace, kind)
                + " %1$s -n %2$s --role=%1$s %3$s"
                        .formatted(
                                role,
                                namespace,
                                cluster.user().map(Rights::subject).orElse("--user=NAME"));
    }

    /** Those of {@code needed} that the API server says are not given. */
    static List<Right> missing(Cluster cluster, String namespace, List<Right> needed) {
        try {
            return withheld(cluster, namespace, needed);
        } catch (KubernetesClientException e) {
            if (e.getCode() <= 0) {
                throw e;
            }
            // Not to be asked here, though everybody may elsewhere: what is refused shows when it is tried.
            return List.of();
        }
    }

    private static List<Right> withheld(Cluster cluster, String namespace, List<Right> needed) {
        return needed.stream()
                .filter(right -> !cluster.ask(client -> client.authorization()
                        .v1()
                        .selfSubjectAccessReview()
                        .create(right.review(namespace))
                        .getStatus()
                        .getAllowed()))
                .toList();
    }

    /** For instance {@code list and watch pods, list pods.metrics.k8s.io}. */
    static String words(List<Right> rights) {
        return rights.stream()
                .collect(groupingBy(Right::named, LinkedHashMap::new, mapping(Right::verb, joining(" and "))))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(joining(", "));
    }

    /** Lets in whoever is not the account of that file; may be typed again with a further part of the role. */
    static String binding(String user, String namespace) {
        if (user.equals(ACCOUNT + namespace + ":" + ROLE)) {
            return "";
        }
        return (" && kubectl create rolebinding %1$s-too -n %2$s --role=%1$s %3$s --dry-run=client -o yaml"
                        + " | kubectl apply -n %2$s -f -")
                .formatted(ROLE, namespace, subject(user));
    }

    private static String subject(String user) {
        return user.startsWith(ACCOUNT)
                ? "--serviceaccount=" + user.substring(ACCOUNT.length())
                : "--user='%s'".formatted(user);
    }
}
