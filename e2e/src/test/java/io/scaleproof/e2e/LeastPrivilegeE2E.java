package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A part of the main job's story, told where its stack stands and is at rest: the load test by an account that has the
 * rights of loadtest/rbac/role.yaml and no others.
 */
interface LeastPrivilegeE2E {
    Duration LIMIT = Duration.ofMinutes(5);

    /** The shell in the stack's working copy. */
    Command shell();

    /** Where the stack stands. */
    String namespace();

    /** The option that says where the service answers, where that is not the API server's own host; else nothing. */
    String address();

    @Test
    @Order(6)
    default void anAccountThatMayOnlyReadTheNamespaceRunsTheLoadTest() throws IOException {
        try (Account account = new Account(shell(), namespace())) {
            Command.Result run = account.loadTest(address());

            // A machine that is busy with something else makes a run void.
            run.ended(run.output().contains("VOID") ? 2 : 0);
            assertThat(account.leftOut())
                    .satisfiesExactly(
                            nodes -> assertThat(nodes).startsWith("nodes: may not be listed by " + account.user()),
                            events -> assertThat(events).startsWith("events: may not be watched by " + account.user()),
                            counters -> assertThat(counters)
                                    .startsWith("pods/proxy: may not be used by " + account.user()));
        }
    }

    @Test
    @Order(7)
    default void withoutOneOfItsRightsItIsRefusedBeforeAnyLoadAndTheRightIsNamed() throws IOException {
        try (Account account = new Account(shell(), namespace())) {
            account.mayNotWatchPods();

            Command.Result refused = account.loadTest(address()).ended(2);

            assertThat(refused.output())
                    .contains(account.user() + " may not watch pods in namespace " + namespace())
                    .contains("kubectl apply -n " + namespace() + " -f loadtest/rbac/role.yaml")
                    .doesNotContain("baseline");
        }
    }

    /** The account of the repository's file, and a kubeconfig with its token alone. */
    final class Account implements AutoCloseable {
        private static final String NAME = "scaleproof-loadtest";
        private static final String PLAN = """
                name: least-privilege
                purpose: A few requests
                stages:
                - {name: baseline, phase: baseline, rate: 2, for: 3s}
                - {name: quiet, phase: quiet, rate: 2, for: 2s, millis: 1}
                """;

        private final Command shell;
        private final String namespace;
        private final Path folder;

        Account(Command shell, String namespace) throws IOException {
            this.shell = shell;
            this.namespace = namespace;
            this.folder = Files.createTempDirectory("scaleproof-least-privilege");
            Files.writeString(folder.resolve("plan.yaml"), PLAN);
            Files.writeString(folder.resolve("contract.yaml"), "failedRequestsAtMost: 0" + System.lineSeparator());
            type("kubectl apply --namespace %s --filename loadtest/rbac/role.yaml".formatted(namespace));
            type("kubectl config view --raw --minify --flatten > " + kubeconfig());
            type(
                    "kubectl --kubeconfig %1$s config set-credentials %2$s --token=$(kubectl create token %2$s --namespace %3$s)"
                            .formatted(kubeconfig(), NAME, namespace));
            type("kubectl --kubeconfig %s config set-context --current --user=%s".formatted(kubeconfig(), NAME));
        }

        private String kubeconfig() {
            return folder.resolve("kubeconfig").toString();
        }

        private String user() {
            return "system:serviceaccount:" + namespace + ":" + NAME;
        }

        private void mayNotWatchPods() {
            type(("kubectl patch role %s --namespace %s --type json --patch '[{\"op\": \"replace\","
                            + " \"path\": \"/rules/0/verbs\", \"value\": [\"get\", \"list\"]}]'")
                    .formatted(NAME, namespace));
        }

        /** With further options: where the service answers, or which HPA is meant. */
        Command.Result loadTest(String options) {
            return shell.run(
                    LIMIT,
                    ("KUBECONFIG=%1$s mvn --quiet --batch-mode -pl loadtest exec:java -Dexec.args='--plain --namespace %2$s"
                                    + " --plan %3$s/plan.yaml --contract %3$s/contract.yaml --report %3$s/report %4$s'")
                            .formatted(kubeconfig(), namespace, folder, options));
        }

        private List<String> leftOut() {
            JsonNode lines = StackCopy.parse(Command.read(folder.resolve("report/report.json")))
                    .at("/watch/leftOut");
            return lines.valueStream().map(JsonNode::asText).toList();
        }

        private void type(String line) {
            shell.run(LIMIT, line).ok();
        }

        @Override
        public void close() {
            type("kubectl delete --namespace %s --filename loadtest/rbac/role.yaml; rm -rf '%s'"
                    .formatted(namespace, folder));
        }
    }
}
