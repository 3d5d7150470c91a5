package io.scaleproof.infra.config;

import io.scaleproof.infra.config.Access.ServiceType;
import io.scaleproof.infra.config.Production.Spread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every setting there is. */
final class Keys {
    private static final String NAME = "a name of lower-case letters, digits and dashes, at most 63 long";
    private static final String HOST = "a host name such as scaleproof.example";
    private static final Pattern PLATFORM = Pattern.compile("linux/(amd64|arm64)");

    static final Key<Integer> MIN_REPLICAS =
            Key.integer("minReplicas", 1, 1, 1000, "Pods that run however little there is to do");
    static final Key<Integer> MAX_REPLICAS =
            Key.integer("maxReplicas", 10, 1, 1000, "Pods that may run however much there is to do");
    static final Key<Optional<Integer>> TARGET_CPU = target(
            "targetCpuUtilization",
            "50",
            "Percent of cpuRequest that a pod should use on average; more of it adds pods");
    static final Key<Optional<Integer>> TARGET_MEMORY = target(
            "targetMemoryUtilization",
            "off",
            "Percent of memoryRequest that a pod should use on average; with both targets, the one that needs more pods counts");
    static final Key<Optional<Set<ScaleMetric>>> SCALE_ON = Key.optional(
            "scaleOn",
            "targets",
            "a list of %s, such as cpu,requestsInFlight".formatted(Parse.choices(ScaleMetric.class)),
            "What counts; of several, what needs the most pods. targets: CPU and memory, each if its target is not off",
            ScaleMetric::parseSet);
    static final Key<Optional<Quantity>> TARGET_IN_FLIGHT = amount(
            "targetRequestsInFlight",
            "Requests in flight that a pod should have on average; derived from targetCpuUtilization, for requests that"
                    + " burn CPU");
    static final Key<Optional<Quantity>> TARGET_RATE = amount(
            "targetRequestRate",
            "Requests a second that a pod should get on average; derived from targetCpuUtilization, for requests of %d ms of CPU"
                    .formatted(RequestTargets.REQUEST_MILLIS));
    static final Key<Optional<Integer>> TARGET_LATENCY = Key.optional(
            "targetLatencyMillis",
            "derived",
            "a whole number from 1 to 10000",
            "Milliseconds within which 95 of 100 requests should be answered, over all pods; derived is %d times a request of %d ms"
                    .formatted(RequestTargets.UNHURRIED, RequestTargets.REQUEST_MILLIS),
            text -> Parse.integer(text, 1, 10_000));
    static final Key<Integer> REQUEST_WINDOW = Key.integer(
            "requestWindowSeconds",
            6,
            4,
            300,
            "How far back figures of requests look, which are scraped every 2 s; a surge is seen whole only after this");
    static final Key<ScalingPreset> SCALING_PRESET = Key.choice(
            "scalingPreset",
            ScalingPreset.FAST,
            ScalingPreset.class,
            "Windows and policies that go together: fast reaches the needed size in one decision and shrinks after 60 s;"
                    + " steady is Kubernetes' default; careful shrinks by 10 % a minute after 300 s");
    static final Key<Optional<Integer>> SCALE_UP_WINDOW =
            window("scaleUpWindowSeconds", "Scale up only to what was needed throughout this window");
    static final Key<Optional<List<ScalingPolicy>>> SCALE_UP_POLICIES =
            policies("scaleUpPolicies", "How much may be added in a period; the policy that allows the most counts");
    static final Key<Optional<Double>> SCALE_UP_TOLERANCE =
            tolerance("scaleUpTolerance", "Do not scale up while use is at most this far above the target");
    static final Key<Optional<Integer>> SCALE_DOWN_WINDOW =
            window("scaleDownWindowSeconds", "Scale down only to what was enough throughout this window");
    static final Key<Optional<List<ScalingPolicy>>> SCALE_DOWN_POLICIES = policies(
            "scaleDownPolicies", "How much may be removed in a period; the policy that allows the most counts");
    static final Key<Optional<Double>> SCALE_DOWN_TOLERANCE =
            tolerance("scaleDownTolerance", "Do not scale down while use is at most this far below the target");

    static final Key<Cpu> CPU_REQUEST =
            cpu("cpuRequest", "100m", "CPU that a pod is promised; utilization counts from it");
    static final Key<Cpu> CPU_LIMIT =
            cpu("cpuLimit", "500m", "CPU that a pod can burst to until others share the load");
    static final Key<Memory> MEMORY_REQUEST = memory("memoryRequest", "128Mi", "Memory that a pod is promised");
    static final Key<Memory> MEMORY_LIMIT = memory("memoryLimit", "256Mi", "Memory beyond which a pod is killed");
    static final Key<Integer> DRAIN_SECONDS = Key.integer(
            "drainSeconds",
            5,
            0,
            120,
            "How long a pod that is told to stop still answers, until no node and no load balancer sends it requests any more");
    static final Key<Map<String, String>> SERVICE_ENVIRONMENT = Key.pairs(
            "serviceEnvironment",
            Environment.SYNTAX_BY_EXAMPLE,
            "Variables of the service (docs/service.md); its port, its pod's name and its drain are set by the stack",
            Environment::parse);

    static final Key<ServiceType> SERVICE_TYPE = Key.choice(
            "serviceType",
            ServiceType.NodePort,
            ServiceType.class,
            "How the service is reached: a port of every node, a load balancer of the cloud, or only within the cluster");
    static final Key<Integer> NODE_PORT =
            Key.integer("nodePort", 30080, 30000, 32767, "The port of every node, with serviceType NodePort");
    static final Key<Optional<String>> NODE_ADDRESS = Key.optional(
            "nodeAddress",
            "unknown",
            "an address of a node, such as `minikube ip` prints",
            "What the url output shows for the node, with serviceType NodePort; unknown takes the API server's where that is a"
                    + " local one",
            Parse::host);
    static final Key<Optional<String>> INGRESS_HOST =
            Key.optional("ingressHost", "off", HOST, "Host that an Ingress leads to the service", Parse::host);
    static final Key<Optional<String>> INGRESS_CLASS = Key.optional(
            "ingressClass",
            "default",
            NAME,
            "Class of the Ingress; default is the cluster's default class",
            Parse::label);
    static final Key<Optional<String>> INGRESS_TLS_SECRET =
            Key.optional("ingressTlsSecret", "off", NAME, "Secret with the certificate for ingressHost", Parse::label);
    static final Key<Map<String, String>> INGRESS_ANNOTATIONS = Key.pairs(
            "ingressAnnotations",
            "projectcontour.io/num-retries=3,projectcontour.io/retry-on=connect-failure",
            "Annotations of the Ingress, by which its controller or a certificate manager is told more; their values hold no comma",
            Parse::annotations);
    static final Key<Optional<String>> GATEWAY = Key.optional(
            "gateway", "off", NAME, "Gateway (Gateway API) from which an HTTPRoute leads to the service", Parse::label);
    static final Key<Optional<String>> GATEWAY_NAMESPACE = Key.optional(
            "gatewayNamespace", "own", NAME, "Namespace of the gateway; own is the service's namespace", Parse::label);
    static final Key<Optional<String>> GATEWAY_HOST =
            Key.optional("gatewayHost", "any", HOST, "Host that the HTTPRoute answers for", Parse::host);

    static final Key<Optional<String>> IMAGE_REGISTRY = Key.optional(
            "imageRegistry",
            "off",
            "a registry with an optional path, such as registry.example:5000/team",
            "Where the image is pushed and deployed from by digest; off: see imageLoad",
            Parse::registry);
    static final Key<Delivery.Load> IMAGE_LOAD = Key.choice(
            "imageLoad",
            Delivery.Load.DAEMON,
            Delivery.Load.class,
            "How nodes get the image without imageRegistry: daemon, they use the Docker daemon that builds it;"
                    + " minikube, it is handed over by `minikube image load`, unless `minikube docker-env` is in force");
    static final Key<Optional<String>> IMAGE_PULL_SECRET = Key.optional(
            "imagePullSecret",
            "off",
            NAME,
            "Secret in the namespace with which nodes log in at imageRegistry",
            Parse::label);
    static final Key<Optional<String>> IMAGE_PLATFORM = Key.optional(
            "imagePlatform",
            "daemon",
            "linux/amd64 or linux/arm64",
            "What the image is built for; daemon is what the Docker daemon runs on",
            text -> Parse.matching(text, PLATFORM));

    static final Key<String> NAMESPACE = Key.text(
            "namespace",
            "scaleproof",
            NAME,
            "Namespace of everything; default is used as it is, whatever createNamespace says",
            Parse::label);
    static final Key<Boolean> CREATE_NAMESPACE = Key.bool(
            "createNamespace",
            true,
            "true makes the namespace, refuses one that exists already, and destroys it with all that is in it; false uses one"
                    + " that exists and leaves it as it is");
    static final Key<Metrics.Mode> METRICS_SERVER = Key.choice(
            "metricsServer",
            Metrics.Mode.CHECK,
            Metrics.Mode.class,
            "check fails the update where the cluster has no metrics; install brings a metrics-server; skip looks away");
    static final Key<Integer> METRICS_RESOLUTION = Key.integer(
            "metricsServerResolutionSeconds",
            15,
            10,
            300,
            "How often an installed metrics-server measures; it refuses to do so more often than every 10 s");
    static final Key<String> METRICS_IMAGE = Key.text(
            "metricsServerImage",
            "registry.k8s.io/metrics-server/metrics-server:v0.9.0",
            "the name of an image",
            "Image of an installed metrics-server",
            Parse::image);
    static final Key<Boolean> METRICS_VERIFY_KUBELETS = Key.bool(
            "metricsServerVerifyKubelets",
            true,
            "Whether an installed metrics-server or Prometheus insists on kubelet certificates signed by the cluster's CA;"
                    + " minikube's are not");

    static final Key<Monitoring.Mode> MONITORING = Key.choice(
            "monitoring",
            Monitoring.Mode.OFF,
            Monitoring.Mode.class,
            "install brings a Prometheus with rules and dashboards; operator tells the cluster's Prometheus Operator what to"
                    + " follow");
    static final Key<String> PROMETHEUS_IMAGE = Key.text(
            "prometheusImage",
            "quay.io/prometheus/prometheus:v3.16.0",
            "the name of an image",
            "Image of an installed Prometheus",
            Parse::image);
    static final Key<Boolean> REMOTE_WRITE_RECEIVER = Key.bool(
            "remoteWriteReceiver",
            false,
            "Whether an installed Prometheus keeps what it is sent, as by the load test's --export; whoever reaches it can then"
                    + " send any figure, those that scaleOn goes by among them");
    static final Key<String> KUBE_STATE_METRICS_IMAGE = Key.text(
            "kubeStateMetricsImage",
            "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0",
            "the name of an image",
            "Image of the kube-state-metrics beside it",
            Parse::image);
    static final Key<Map<String, String>> OPERATOR_LABELS = Key.pairs(
            "operatorLabels",
            "release=prometheus",
            "Labels by which the Prometheus Operator finds monitors and rules",
            Parse::labels);
    static final Key<MetricsAdapter.Kind> METRICS_ADAPTER = Key.choice(
            "metricsAdapter",
            MetricsAdapter.Kind.PROMETHEUS_ADAPTER,
            MetricsAdapter.Kind.class,
            "Who shows the autoscaler figures of requests: prometheusAdapter brings one if scaleOn asks for them; present uses the"
                    + " cluster's; keda brings KEDA, which makes the autoscaler from a ScaledObject; kedaPresent uses the cluster's KEDA");
    static final Key<String> ADAPTER_IMAGE = Key.text(
            "metricsAdapterImage",
            "registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0",
            "the name of an image",
            "Image of an installed Prometheus Adapter",
            Parse::image);
    static final Key<String> KEDA_IMAGE = Key.text(
            "kedaImage",
            "ghcr.io/kedacore/keda:2.21.0",
            "the name of an image",
            "Image of an installed KEDA's operator",
            Parse::image);
    static final Key<String> KEDA_METRICS_IMAGE = Key.text(
            "kedaMetricsImage",
            "ghcr.io/kedacore/keda-metrics-apiserver:2.21.0",
            "the name of an image",
            "Image of its metrics API",
            Parse::image);
    static final Key<Optional<String>> PROMETHEUS_URL = Key.optional(
            "prometheusUrl",
            "own",
            "a URL such as http://prometheus-operated.monitoring.svc:9090",
            "Where an installed adapter, or KEDA, finds Prometheus; own is that of monitoring install",
            Parse::url);

    static final Key<Spread> TOPOLOGY_SPREAD =
            Key.choice("topologySpread", Spread.NODES, Spread.class, "What pods are spread over, as evenly as can be");
    static final Key<Boolean> NETWORK_POLICY = Key.bool(
            "networkPolicy",
            false,
            "Allow the pods nothing but requests to the service's port; needs a network plugin that enforces it");
    static final Key<Boolean> RESOURCE_QUOTA = Key.bool(
            "resourceQuota",
            false,
            "Limit the namespace to what maxReplicas pods request, twice over for a rollout; the namespace must be this stack's own");

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "Autoscaling",
                    List.of(
                            MIN_REPLICAS,
                            MAX_REPLICAS,
                            TARGET_CPU,
                            TARGET_MEMORY,
                            SCALE_ON,
                            TARGET_IN_FLIGHT,
                            TARGET_RATE,
                            TARGET_LATENCY,
                            REQUEST_WINDOW,
                            SCALING_PRESET,
                            SCALE_UP_WINDOW,
                            SCALE_UP_POLICIES,
                            SCALE_UP_TOLERANCE,
                            SCALE_DOWN_WINDOW,
                            SCALE_DOWN_POLICIES,
                            SCALE_DOWN_TOLERANCE)),
            new Group(
                    "Pods",
                    List.of(CPU_REQUEST, CPU_LIMIT, MEMORY_REQUEST, MEMORY_LIMIT, DRAIN_SECONDS, SERVICE_ENVIRONMENT)),
            new Group(
                    "Access",
                    List.of(
                            SERVICE_TYPE,
                            NODE_PORT,
                            NODE_ADDRESS,
                            INGRESS_HOST,
                            INGRESS_CLASS,
                            INGRESS_TLS_SECRET,
                            INGRESS_ANNOTATIONS,
                            GATEWAY,
                            GATEWAY_NAMESPACE,
                            GATEWAY_HOST)),
            new Group("Image", List.of(IMAGE_REGISTRY, IMAGE_LOAD, IMAGE_PULL_SECRET, IMAGE_PLATFORM)),
            new Group(
                    "Monitoring",
                    List.of(
                            MONITORING,
                            PROMETHEUS_IMAGE,
                            REMOTE_WRITE_RECEIVER,
                            KUBE_STATE_METRICS_IMAGE,
                            OPERATOR_LABELS,
                            METRICS_ADAPTER,
                            ADAPTER_IMAGE,
                            KEDA_IMAGE,
                            KEDA_METRICS_IMAGE,
                            PROMETHEUS_URL)),
            new Group(
                    "Cluster",
                    List.of(
                            NAMESPACE,
                            CREATE_NAMESPACE,
                            METRICS_SERVER,
                            METRICS_RESOLUTION,
                            METRICS_IMAGE,
                            METRICS_VERIFY_KUBELETS,
                            TOPOLOGY_SPREAD,
                            NETWORK_POLICY,
                            RESOURCE_QUOTA)));

    /** Settings under one heading. */
    record Group(String title, List<Key<?>> keys) {}

    private Keys() {}

    /** In the order in which they are documented. */
    static List<Group> groups() {
        return GROUPS;
    }

    static Stream<Key<?>> all() {
        return GROUPS.stream().flatMap(group -> group.keys().stream());
    }

    private static Key<Optional<Integer>> target(String name, String byDefault, String purpose) {
        return Key.text(
                name,
                byDefault,
                "off, or a whole number from 1 to 1000",
                purpose,
                text -> text.equals("off") ? Optional.empty() : Optional.of(Parse.integer(text, 1, 1000)));
    }

    private static Key<Optional<Quantity>> amount(String name, String purpose) {
        return Key.optional(
                name,
                "derived",
                "a number as Kubernetes writes it, such as 50m or 2, above 0",
                purpose,
                Quantity::parse);
    }

    private static Key<Optional<Integer>> window(String name, String purpose) {
        return Key.optional(
                name, "preset", "a whole number from 0 to 3600", purpose, text -> Parse.integer(text, 0, 3600));
    }

    private static Key<Optional<List<ScalingPolicy>>> policies(String name, String purpose) {
        return Key.optional(name, "preset", ScalingPolicy.SYNTAX_BY_EXAMPLE, purpose, ScalingPolicy::parseList);
    }

    private static Key<Optional<Double>> tolerance(String name, String purpose) {
        return Key.optional(
                name,
                "cluster",
                "a number from 0 to 1 (0.05 is 5 %)",
                purpose + "; needs Kubernetes 1.35. cluster is the cluster's own, 0.1 unless configured",
                text -> {
                    double value = Double.parseDouble(text);
                    Parse.require(0 <= value && value <= 1, text);
                    return value;
                });
    }

    private static Key<Cpu> cpu(String name, String byDefault, String purpose) {
        return Key.text(
                name, byDefault, "CPU as Kubernetes writes it, such as 100m or 0.5, above 0", purpose, Cpu::parse);
    }

    private static Key<Memory> memory(String name, String byDefault, String purpose) {
        return Key.text(name, byDefault, "memory in Mi or Gi, such as 128Mi, above 0", purpose, Memory::parse);
    }
}
