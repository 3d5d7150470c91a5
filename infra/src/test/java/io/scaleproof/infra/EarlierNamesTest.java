package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stack of an earlier version has these; what is not found by such a name would be made anew, and the old one deleted. */
class EarlierNamesTest {
    private static final Program.Run EVERYTHING = Program.with(
                    "metricsServer", "install",
                    "ingressHost", "shop.example",
                    "gateway", "public",
                    "networkPolicy", "true",
                    "resourceQuota", "true")
            .run();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            docker:index/image:Image                                | image
            kubernetes:core/v1:Namespace                            | namespace
            kubernetes:core/v1:Namespace                            | namespace (exists already? pulumi config set createNamespace false; missing? pulumi config set createNamespace true)
            kubernetes:core/v1:Namespace                            | namespace (of this stack: pulumi config set createNamespace true; of somebody else: false)
            kubernetes:apps/v1:Deployment                           | deployment
            kubernetes:core/v1:Service                              | service
            kubernetes:policy/v1:PodDisruptionBudget                | disruption-budget
            scaleproof:infra:Guardrails                             | guardrails
            kubernetes:networking.k8s.io/v1:NetworkPolicy           | network-policy
            kubernetes:core/v1:ResourceQuota                        | resource-quota
            kubernetes:networking.k8s.io/v1:Ingress                 | ingress
            kubernetes:gateway.networking.k8s.io/v1:HTTPRoute       | http-route
            kubernetes:autoscaling/v2:HorizontalPodAutoscaler       | hpa
            kubernetes:apiregistration.k8s.io/v1:APIService         | metrics-server API (conflict? the cluster has one: pulumi config set metricsServer check)
            kubernetes:apiregistration.k8s.io/v1:APIService         | metrics-api (of this stack; of the cluster: pulumi config set metricsServer check)
            kubernetes:core/v1:Service                              | metrics-server-service
            kubernetes:apps/v1:Deployment                           | metrics-server-deployment
            kubernetes:core/v1:ServiceAccount                       | metrics-server-account
            kubernetes:rbac.authorization.k8s.io/v1:ClusterRole        | metrics-readers
            kubernetes:rbac.authorization.k8s.io/v1:ClusterRole        | metrics-server-role
            kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding | metrics-server-role-binding
            kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding | metrics-server-auth-delegator
            kubernetes:rbac.authorization.k8s.io/v1:RoleBinding        | metrics-server-auth-reader
            """)
    void isStillKnown(String type, String name) {
        assertThat(EVERYTHING.declares(name))
                .as(EVERYTHING.declared().keySet().toString())
                .isTrue();
        assertThat(EVERYTHING.resource(name).type()).isEqualTo(type);
    }
}
