package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody else's service that speaks https alone, with a certificate of its owner's authority, and asks for a token. */
class SecureServiceLong {
    private static final String NAMESPACE = "scaleproof-secure";
    private static final String FOLDER = "e2e/src/test/resources/io/scaleproof/e2e/secure";
    private static final String IMAGE = "scaleproof-secure:e2e";
    private static final String TOKEN = "s3cret-of-this-test";
    private static final String URL = "--url https://127.0.0.1:30187 --header \"Host: secure.example\"";
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private static WorkingCopy copy;
    private static Path keys;

    @BeforeAll
    static void deploy() throws IOException {
        copy = WorkingCopy.make();
        keys = Files.createTempDirectory("scaleproof-secure");
        certify();
        type("docker build --quiet --tag %s %s".formatted(IMAGE, FOLDER));
        type("docker save %1$s | cluster/load-image %1$s".formatted(IMAGE));
        type("kubectl create namespace " + NAMESPACE);
        type("kubectl create secret generic token -n %s --from-literal=token=%s".formatted(NAMESPACE, TOKEN));
        type("kubectl create secret tls tls -n %1$s --cert=%2$s/server.crt --key=%2$s/server.key"
                .formatted(NAMESPACE, keys));
        type("kubectl apply -n %s -f %s/stack.yaml".formatted(NAMESPACE, FOLDER));
        type("kubectl rollout status deployment/secure -n %s --timeout=3m".formatted(NAMESPACE));
        type("mvn --quiet --batch-mode -pl loadtest package -DskipTests");
    }

    private static void certify() {
        type(
                ("cd '%1$s' && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=owner -keyout ca.key -out ca.pem"
                                + " && openssl req -newkey rsa:2048 -nodes -subj /CN=secure.example -keyout server.key -out server.csr"
                                + " && printf subjectAltName=DNS:secure.example >names"
                                + " && openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
                                + " -extfile names -out server.crt")
                        .formatted(keys));
    }

    @AfterAll
    static void leaveNothing() {
        type("kubectl delete namespace --wait=false " + NAMESPACE);
        type("docker image rm --force " + IMAGE);
        type("rm -rf '" + keys + "'");
        copy.remove();
    }

    @Test
    void itsAutoscalingIsProvedAndItsTokenIsNowhere() throws IOException {
        Command.Result run =
                prove("--ca %s/ca.pem %s --header \"Authorization: Bearer {{TOKEN}}\"".formatted(keys, URL));

        JsonNode report = StackCopy.parse(Files.readString(keys.resolve("report/report.json")));
        assertThat(report.at("/ledger/failed").asInt()).as(run.output()).isZero();
        assertThat(report.get("verdicts")
                        .valueStream()
                        .filter(verdict -> verdict.get("verdict").asText().equals("failed"))
                        .toList())
                .as(run.output())
                .isEmpty();
        assertThat(run.output()).contains("HPA 1 -> ").doesNotContain(TOKEN);
        for (String file : new String[] {"report.json", "report.html", "junit.xml"}) {
            assertThat(Files.readString(keys.resolve("report").resolve(file))).doesNotContain(TOKEN);
        }
    }

    @Test
    void anAuthorityThatDidNotSignItIsRefusedBeforeAnyLoad() {
        type("cd '%s' && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other -keyout o.key -out other.pem"
                .formatted(keys));

        assertThat(prove("--ca %s/other.pem %s".formatted(keys, URL)).ended(2).output())
                .contains("does not prove that it is the server that is asked for", "--ca FILE")
                .doesNotContain("baseline");
    }

    @Test
    void withoutItsTokenNothingIsProven() {
        assertThat(prove("--ca %s/ca.pem %s".formatted(keys, URL)).ended(2).output())
                .contains("401")
                .doesNotContain("PASSED");
    }

    private static Command.Result prove(String options) {
        // A machine that is busy with something else needs more time for everything.
        return new Command(copy.folder())
                .with("TOKEN", TOKEN)
                .run(
                        LIMIT,
                        ("java -jar loadtest/target/scaleproof.jar prove --plain --namespace %s --service secure --path /search"
                                        + " --pods 3 --report %s/report --require p99AtCapacityWithin=5s --require overshootAtMost=3"
                                        + " --require firstScaleUpWithin=2m --require capacityWithin=3m %s")
                                .formatted(NAMESPACE, keys, options));
    }

    private static void type(String line) {
        new Command(copy.folder()).run(LIMIT, line).ok();
    }
}
