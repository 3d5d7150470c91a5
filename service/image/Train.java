import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the command it is given - the service - asks it every kind of question, stops it by SIGTERM, and fails unless every
 * answer was the right one. The image build runs it twice: to train the AOT cache, and to prove what it built. A runtime
 * that lacks a module would otherwise accept connections and never answer.
 */
void main(String[] command) throws Exception {
    int rounds = Integer.parseInt(command[0]);
    var service = new ProcessBuilder(List.of(command).subList(1, command.length)).inheritIO();
    service.environment().put("SCALEPROOF_DRAIN_SECONDS", "0");
    Process process = service.start();
    try {
        awaitStart(process);
        for (int round = 0; round < rounds; round++) {
            for (Question question : QUESTIONS) {
                question.ask();
            }
        }
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not stopped 120 s after SIGTERM");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("stopped with exit code " + process.exitValue() + " instead of 0");
        }
    } finally {
        process.destroyForcibly();
    }
}

record Question(String method, String path, String accept, int status, String contains) {
    void ask() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:8080" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept", accept)
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status || !answer.body().contains(contains)) {
            throw new IllegalStateException("%s %s: expected %d with '%s', got %d with '%s'"
                    .formatted(method, path, status, contains, answer.statusCode(), answer.body()));
        }
    }
}

static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

static final List<Question> QUESTIONS = List.of(
        new Question("GET", "/", "*/*", 200, "Hello from Micronaut!"),
        new Question("GET", "/", "text/html", 200, "<h1>Hello from Micronaut!</h1>"),
        new Question("GET", "/load?millis=1", "*/*", 200, "cpuMillis"),
        new Question("GET", "/load?millis=-1", "*/*", 400, "from 1 to 5000"),
        new Question("GET", "/load/memory?mebibytes=1&seconds=1", "*/*", 200, "heldMebibytes"),
        new Question("GET", "/prometheus", "*/*", 200, "scaleproof_burned_cpu_seconds_total"),
        new Question("GET", "/openapi.yaml", "*/*", 200, "openapi: 3.1.0"),
        new Question("POST", "/load", "*/*", 405, "Method Not Allowed"),
        new Question("GET", "/nowhere", "*/*", 404, "Not Found"),
        new Question("GET", "/health/startup", "*/*", 200, "UP"),
        new Question("GET", "/health/readiness", "*/*", 200, "UP"),
        new Question("GET", "/health/liveness", "*/*", 200, "UP"));

static void awaitStart(Process process) throws InterruptedException {
    for (long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); process.isAlive(); Thread.sleep(50)) {
        try {
            QUESTIONS.getFirst().ask();
            return;
        } catch (IOException notYet) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no answer 60 s after the start", notYet);
            }
        }
    }
    throw new IllegalStateException("ended with exit code " + process.exitValue() + " before it answered");
}
