package io.scaleproof.loadtest;

import io.scaleproof.loadtest.workers.Worker;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What the pods of {@code --workers} run; nobody types it. */
@Command(name = "worker", hidden = true, description = "Sends a part of a load, as its standard input says.")
final class WorkerVerb implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, InterruptedException {
        Worker.serve(Scaleproof.VERSION, System.in, System.out);
        return 0;
    }
}
