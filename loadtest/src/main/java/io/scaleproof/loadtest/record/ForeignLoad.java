package io.scaleproof.loadtest.record;

import java.util.List;
import java.util.Optional;

/**
 * A load that somebody else sent while this was watched.
 *
 * @param command what sent it, up to its first option, which may hold a secret; empty where that is not known, as with
 *     real traffic
 * @param exitCode what the command ended with; empty where there was none, or where it was ended
 * @param said the lines in which it summed up its latencies, as it printed them
 */
public record ForeignLoad(Optional<String> command, Optional<Integer> exitCode, List<String> said) {
    public ForeignLoad {
        said = List.copyOf(said);
    }
}
