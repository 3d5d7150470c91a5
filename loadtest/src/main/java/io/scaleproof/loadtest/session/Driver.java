package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.ForeignLoad;
import java.time.Duration;

/** Whoever sends a load that is only watched, as far as is known, and how long that is to be watched. */
public interface Driver {

    /** Whether nothing more is to be seen after so long. */
    boolean isOver(Duration now);

    /** What there is to say of it at the end. */
    ForeignLoad load();
}
