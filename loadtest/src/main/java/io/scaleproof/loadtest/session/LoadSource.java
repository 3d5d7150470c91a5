package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.SingleRequests.Performed;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.WorkerHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whence requests are sent to the target: this process, or several. */
public interface LoadSource extends AutoCloseable {

    /** Sends one request that burns so much CPU time, and waits for its outcome. */
    Performed perform(int millis) throws CouldNotRun;

    /**
     * Begins a run's load.
     *
     * @param zeroNanos the run's zero, by this process's {@link System#nanoTime}
     * @param log told of every request
     */
    Load begin(long zeroNanos, LoadLog log) throws CouldNotRun;

    /** How long before a run's zero its load has to be begun. */
    Duration lead();

    /** Why what was sent is not the load that was planned; empty if it is, as far as is known. */
    Optional<CouldNotRun> broken();

    /** How each of the processes kept its schedule; empty where it is this one. */
    List<WorkerHealth> workers();

    @Override
    void close();
}
