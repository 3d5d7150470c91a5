package io.scaleproof.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One of the project's stacks in a copy, a namespace and a Pulumi backend of its own, so that it leaves the stacks that
 * somebody works with alone.
 */
record Stack(String name, String namespace, WorkingCopy copy, Path backend) implements AutoCloseable {
    private static final Duration QUICK = Duration.ofMinutes(3);
    private static final Duration BUILD = Duration.ofMinutes(15);

    static Stack configured(String name, String namespace, String... settings) throws IOException {
        return configured(Files.createTempDirectory("scaleproof-long-backend"), name, namespace, settings);
    }

    /** One whose state lies in that folder. */
    static Stack configured(Path backend, String name, String namespace, String... settings) throws IOException {
        Stack stack = new Stack(name, namespace, WorkingCopy.make(), backend);
        stack.type("pulumi stack select " + name + " --create").ok();
        stack.set("namespace " + namespace);
        for (String setting : settings) {
            stack.set(setting);
        }
        stack.type("git commit --quiet --all --message configured --author 'e2e <e2e@scaleproof.example>'")
                .ok();
        return stack;
    }

    void set(String setting) {
        type("pulumi config set --stack " + name + " " + setting).ok();
    }

    void forgetChanges() {
        type("git checkout --quiet .").ok();
    }

    /** With its preview, as a user sees it: what that waits for, an update need not. */
    Command.Result up() {
        return command().run(BUILD, "pulumi up --yes --stack " + name);
    }

    /** Makes the load test's jar in the copy. */
    void packageLoadTest() {
        command()
                .run(BUILD, "mvn --quiet --batch-mode -pl loadtest package -Dmaven.test.skip=true")
                .ok();
    }

    /** The line that proves what is deployed by that jar; more options may follow. */
    String prove(Path plan, Path report) {
        return "'%s/bin/java' -jar loadtest/target/scaleproof.jar prove --plain --namespace %s --plan '%s' --report '%s'"
                .formatted(System.getProperty("java.home"), namespace, plan, report);
    }

    /** Where its Ingress answers, which the controller writes into it. */
    String ingressAddress() {
        return await().atMost(QUICK)
                .until(
                        () -> kubectl("get ingress scaleproof -o jsonpath={.status.loadBalancer.ingress[0].ip}"),
                        found -> !found.isEmpty());
    }

    String kubectl(String arguments) {
        return type("kubectl --namespace " + namespace + " " + arguments)
                .ok()
                .output()
                .strip();
    }

    Command.Result type(String line) {
        return command().run(QUICK, line);
    }

    Command command() {
        return new Command(copy.folder()).with("PULUMI_BACKEND_URL", "file://" + backend);
    }

    @Override
    public void close() {
        type("pulumi destroy --yes --skip-preview --stack " + name + "; kubectl delete namespace " + namespace
                + " --ignore-not-found --timeout=60s");
        type("rm -rf '" + backend + "'").ok();
        copy.remove();
    }
}
