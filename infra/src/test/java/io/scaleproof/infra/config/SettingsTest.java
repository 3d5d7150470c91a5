package io.scaleproof.infra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.exceptions.RunException;
import io.scaleproof.infra.config.Access.ServiceType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void hasDefaultsForEverything() {
        var settings = Settings.from(Map.of());

        assertThat(settings.namespace()).isEqualTo("scaleproof");
        assertThat(settings.ownsNamespace()).isTrue();
        assertThat(settings.resources())
                .isEqualTo(new Resources(new Cpu(100), new Cpu(500), new Memory(128), new Memory(256)));
        assertThat(settings.autoscaling().minReplicas()).isEqualTo(1);
        assertThat(settings.autoscaling().maxReplicas()).isEqualTo(10);
        assertThat(settings.autoscaling().targetCpu()).contains(50);
        assertThat(settings.autoscaling().targetMemory()).isEmpty();
        assertThat(settings.access().type()).isEqualTo(ServiceType.NodePort);
        assertThat(settings.access().nodePort()).isEqualTo(30080);
        assertThat(settings.delivery())
                .isEqualTo(new Delivery(Optional.empty(), Optional.empty(), Optional.empty(), Delivery.Load.DAEMON));
        assertThat(settings.metrics().mode()).isEqualTo(Metrics.Mode.CHECK);
    }

    @Test
    void refusesWithKeyValueAllowedAndTheCommandThatFixesIt() {
        assertThatThrownBy(() -> Settings.from(Map.of("maxReplicas", "0")))
                .isInstanceOf(RunException.class)
                .hasMessage("""
                        wrong configuration, nothing was changed:
                          maxReplicas is '0'; allowed: a whole number from 1 to 1000. Fix it: pulumi config set maxReplicas 10""");
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "maxReplicas", "0",
                        "cpuRequest", "lots",
                        "nodePort", "80",
                        "targetCpuUtilization", "0",
                        "maxReplica", "4")))
                .hasMessageContainingAll(
                        "maxReplicas is '0'",
                        "cpuRequest is 'lots'; allowed: CPU as Kubernetes writes it, such as 100m or 0.5, above 0."
                                + " Fix it: pulumi config set cpuRequest 100m",
                        "nodePort is '80'; allowed: a whole number from 30000 to 32767."
                                + " Fix it: pulumi config set nodePort 30080",
                        "targetCpuUtilization is '0'; allowed: off, or a whole number from 1 to 1000."
                                + " Fix it: pulumi config set targetCpuUtilization 50",
                        "maxReplica is not a setting; did you mean maxReplicas?"
                                + " Remove it: pulumi config rm maxReplica");
    }

    @Test
    void saysEachThingOnce() {
        assertThatThrownBy(() -> Settings.from(Map.of("targetMemoryUtilization", "lots")))
                .message()
                .containsOnlyOnce("targetMemoryUtilization is 'lots'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        minReplicas                    | 0
        minReplicas                    | -1
        minReplicas                    | 1.5
        maxReplicas                    | 1001
        maxReplicas                    | many
        maxReplicas                    | ''
        targetCpuUtilization           | 0
        targetCpuUtilization           | 1001
        targetCpuUtilization           | 50%
        targetMemoryUtilization        | on
        scaleOn                        | off
        scaleOn                        | ''
        scaleOn                        | cpu,cpu
        scaleOn                        | cpu,throughput
        targetRequestsInFlight         | 0
        targetRequestRate              | -1
        targetRequestRate              | 2/s
        requestWindowSeconds           | 3
        monitoring                     | on
        prometheusImage                | two words
        remoteWriteReceiver            | yes
        operatorLabels                 | release
        operatorLabels                 | a=1,a=2
        metricsAdapter                 | kedas
        prometheusUrl                  | prometheus:9090
        prometheusUrl                  | http://user:secret@prometheus
        scalingPreset                  | quick
        scalingPreset                  | FAST
        scaleUpWindowSeconds           | 3601
        scaleUpWindowSeconds           | -1
        scaleUpPolicies                | 4/15s
        scaleUpPolicies                | 0pods/15s
        scaleUpPolicies                | 4pods/0s
        scaleUpPolicies                | 4pods/1801s
        scaleUpPolicies                | 4pods/15s,
        scaleDownPolicies              | ''
        scaleUpTolerance               | 1.1
        scaleUpTolerance               | 10%
        scaleDownTolerance             | NaN
        cpuRequest                     | 0
        cpuRequest                     | 0m
        cpuRequest                     | -1
        cpuRequest                     | 100M
        cpuRequest                     | 0.0001
        cpuLimit                       | 1 core
        memoryRequest                  | 128
        memoryRequest                  | 0Mi
        memoryLimit                    | 256M
        drainSeconds                   | 121
        serviceEnvironment             | SCALEPROOF_LOG
        serviceEnvironment             | =json
        serviceEnvironment             | 1LOG=json
        serviceEnvironment             | A=1,A=2
        serviceEnvironment             | A=1,
        serviceEnvironment             | POD_NAME=me
        serviceEnvironment             | SCALEPROOF_DRAIN_SECONDS=9
        serviceType                    | nodeport
        serviceType                    | ExternalName
        nodePort                       | 29999
        nodePort                       | 32768
        nodeAddress                    | http://node
        ingressHost                    | https://scaleproof.example
        ingressHost                    | under_score
        ingressAnnotations             | example.org/a
        ingressAnnotations             | a=1,a=2
        ingressAnnotations             | example.org/=1
        gateway                        | edge/public
        imageRegistry                  | https://registry.example
        imageRegistry                  | registry.example/
        imagePlatform                  | windows/amd64
        namespace                      | Scaleproof
        namespace                      | -scaleproof
        namespace                      | a.b
        metricsServer                  | yes
        metricsServerResolutionSeconds | 9
        metricsServerImage             | two words
        metricsServerVerifyKubelets    | no
        topologySpread                 | racks
        networkPolicy                  | on
        resourceQuota                  | 1
        createNamespace                | no
        """)
    void refuses(String key, String value) {
        assertThatThrownBy(() -> Settings.from(Map.of(key, value)))
                .isInstanceOf(RunException.class)
                .hasMessageContainingAll(
                        key + " is '" + value + "'; allowed: ", "Fix it: pulumi config set " + key + " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        minReplicas                    | 1000   | maxReplicas | 1000
        targetCpuUtilization           | off    | targetMemoryUtilization | 60
        scaleOn                        | requestsInFlight, requestRate | monitoring | install
        scaleOn                        | cpu,requestRate | prometheusUrl | https://prometheus.example/prefix
        scaleOn                        | requestRate | metricsAdapter | present
        scaleOn                        | memory | targetMemoryUtilization | 70
        scaleOn                        | latency | monitoring | install
        metricsAdapter                 | keda   | kedaImage | registry.example/keda:2
        metricsAdapter                 | kedaPresent | scaleOn | cpu
        operatorLabels                 | release=prometheus, example.org/team=a_b | monitoring | operator
        scaleUpPolicies                | 4pods/1800s, 100%/1s | scalingPreset | careful
        scaleDownTolerance             | 0      | scaleUpTolerance | 1
        cpuRequest                     | 0.1    | cpuLimit | 2
        cpuRequest                     | 1m     | cpuLimit | 0.001
        memoryRequest                  | 1Gi    | memoryLimit | 1Gi
        serviceEnvironment             | SCALEPROOF_LOG=json, JAVA_TOOL_OPTIONS=-Xmx64m -Da=b | drainSeconds | 0
        ingressHost                    | *.scaleproof.example | ingressClass | nginx
        ingressAnnotations             | example.org/a=, b=c d=e | ingressHost | scaleproof.example
        gateway                        | public | gatewayHost | scaleproof.example
        imageRegistry                  | 127.0.0.1:5000 | imagePullSecret | login
        imageRegistry                  | 123456789012.dkr.ecr.eu-central-1.amazonaws.com/team_a | imagePlatform | linux/arm64
        metricsServer                  | skip   | metricsServerVerifyKubelets | false
        topologySpread                 | off    | networkPolicy | true
        """)
    void takes(String key, String value, String otherKey, String otherValue) {
        var values = new HashMap<>(Map.of(key, value, otherKey, otherValue));
        if (key.equals("cpuRequest")) {
            values.put("targetCpuUtilization", "1");
        }

        assertThat(Settings.from(values)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        minReplicas      | 5    | maxReplicas   | 3    | it may be at most maxReplicas, which is 3 | 3
        cpuRequest       | 2    | cpuLimit      | 1    | it may be at most cpuLimit, which is 1000m | 1000m
        memoryRequest    | 1Gi  | memoryLimit   | 64Mi | it may be at most memoryLimit, which is 64Mi | 64Mi
        targetCpuUtilization | off | maxReplicas | 3    | it may be off only when targetMemoryUtilization is not: something must decide | 50
        targetCpuUtilization | 500 | cpuLimit    | 500m | a pod cannot use more than 500 % (cpuLimit 500m of cpuRequest 100m), so it would never scale out | 250
        targetMemoryUtilization | 200 | memoryLimit | 256Mi | a pod cannot use more than 200 % (memoryLimit 256Mi of memoryRequest 128Mi), so it would never scale out | 100
        targetCpuUtilization | off | scaleOn | cpu | it may not be off while scaleOn names cpu | 50
        targetMemoryUtilization | off | scaleOn | memory | it may not be off while scaleOn names memory | 75
        targetMemoryUtilization | 70 | scaleOn | cpu | it means nothing while scaleOn leaves memory out | off
        targetRequestsInFlight | 50m | scaleOn | cpu | it means nothing without requestsInFlight in scaleOn | derived
        targetRequestRate | 2 | monitoring | install | it means nothing without requestRate in scaleOn | derived
        targetLatencyMillis | 200 | scaleOn | requestRate | it means nothing without latency in scaleOn | derived
        kedaImage | registry.example/keda:2 | metricsAdapter | kedaPresent | it means nothing without metricsAdapter keda | ghcr.io/kedacore/keda:2.21.0
        kedaMetricsImage | registry.example/metrics:2 | maxReplicas | 3 | it means nothing without metricsAdapter keda | ghcr.io/kedacore/keda-metrics-apiserver:2.21.0
        monitoring | off | scaleOn | latency | scaleOn asks for figures of requests, which a Prometheus gathers: install one, or name yours by prometheusUrl | install
        monitoring | off | scaleOn | requestRate | scaleOn asks for figures of requests, which a Prometheus gathers: install one, or name yours by prometheusUrl | install
        monitoring | operator | scaleOn | requestRate | scaleOn asks for figures of requests, which a Prometheus gathers: install one, or name yours by prometheusUrl | install
        operatorLabels | release=a | monitoring | install | it means nothing without monitoring operator | none
        remoteWriteReceiver | true | monitoring | operator | it means nothing without monitoring install | false
        prometheusUrl | http://a:9090 | monitoring | install | monitoring install brings a Prometheus of its own | own
        namespace | a1234567890123456789012345678901234567890123456789012b | monitoring | install | what is monitored has a second namespace, called a1234567890123456789012345678901234567890123456789012b-monitoring, so that this may be 52 characters long | scaleproof
        ingressClass     | nginx | maxReplicas  | 3    | it means nothing without ingressHost | default
        ingressTlsSecret | tls  | maxReplicas   | 3    | it means nothing without ingressHost | off
        ingressAnnotations | a=b | maxReplicas  | 3    | it means nothing without ingressHost | none
        gatewayHost      | a.example | maxReplicas | 3 | it means nothing without gateway | any
        gatewayNamespace | edge | maxReplicas   | 3    | it means nothing without gateway | own
        imagePullSecret  | login | maxReplicas  | 3    | it means nothing without imageRegistry | off
        resourceQuota    | true | createNamespace | false | it limits all that is in the namespace, and this one is not this stack's own | false
        resourceQuota    | true | namespace   | default | it limits all that is in the namespace, and this one is not this stack's own | false
        """)
    void refusesWhatDoesNotGoTogether(
            String key, String value, String otherKey, String otherValue, String rule, String remedy) {
        assertThatThrownBy(() -> Settings.from(Map.of(key, value, otherKey, otherValue)))
                .hasMessageContaining(
                        "%s is '%s'; %s. Fix it: pulumi config set %s %s".formatted(key, value, rule, key, remedy));
    }

    @Test
    void countsWhatScaleOnNamesAndNothingElse() {
        var named = autoscaling("scaleOn", "requestsInFlight", "monitoring", "install");
        var both = autoscaling("scaleOn", "requestRate,cpu", "monitoring", "install");

        assertThat(named.targetCpu()).isEmpty();
        assertThat(named.requests().rate()).isEmpty();
        assertThat(both.targetCpu()).contains(50);
        assertThat(both.requests().inFlight()).isEmpty();
    }

    @Test
    void derivesTargetsOfRequestsFromTheCpuThatFillsAPod() {
        var targets = autoscaling(
                        "scaleOn", "requestsInFlight,requestRate", "monitoring", "install", "cpuRequest", "200m")
                .requests();

        assertThat(targets.inFlight()).contains(new Quantity(100));
        assertThat(targets.rate()).contains(new Quantity(4_000));
    }

    @Test
    void derivesATargetOfLatencyAtWhichNoLoadBringsThePodsBackToOne() {
        int target = autoscaling("scaleOn", "latency", "monitoring", "install")
                .requests()
                .latencyMillis()
                .orElseThrow();
        // Alone in a pod, a request of 25 ms lies in the histogram's bucket from 25 to 50 ms.
        double unhurried = 25 + 0.95 * (50 - 25);
        int pods = 10;
        for (int look = 0; look < 5; look++) {
            pods = (int) Math.ceil(pods * unhurried / target);
        }

        assertThat(target).isEqualTo(100);
        assertThat(pods).isEqualTo(1);
    }

    @Test
    void derivesNothingWhereCpuHasNoTarget() {
        assertThatThrownBy(() ->
                        autoscaling("scaleOn", "requestRate", "monitoring", "install", "targetCpuUtilization", "off"))
                .hasMessageContaining(
                        "targetRequestRate is 'derived'; there is no targetCpuUtilization to derive it from."
                                + " Fix it: pulumi config set targetRequestRate 2");
        assertThat(autoscaling(
                                "scaleOn",
                                "requestRate",
                                "monitoring",
                                "install",
                                "targetCpuUtilization",
                                "off",
                                "targetRequestRate",
                                "3")
                        .requests()
                        .rate())
                .contains(new Quantity(3_000));
    }

    private static Autoscaling autoscaling(String... keysAndValues) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.from(values).autoscaling();
    }

    @ParameterizedTest
    @CsvSource({
        "maxReplica, maxReplicas",
        "MaxReplicas, maxReplicas",
        "nodeport, nodePort",
        "targetCpu, targetCpuUtilization",
        "registry, imageRegistry",
        "metricServer, metricsServer"
    })
    void refusesAnUnknownNameWithTheNearestKnownOne(String unknown, String nearest) {
        assertThatThrownBy(() -> Settings.from(Map.of(unknown, "1")))
                .hasMessageContaining("%s is not a setting; did you mean %s? Remove it: pulumi config rm %s"
                        .formatted(unknown, nearest, unknown));
    }
}
