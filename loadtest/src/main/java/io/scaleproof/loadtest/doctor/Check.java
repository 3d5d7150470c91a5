package io.scaleproof.loadtest.doctor;

import java.util.List;

/** One thing that can be wrong with a target. */
interface Check {
    /** What it looks at, in a word or two. */
    String about();

    /** All that it finds, in a line where that is good; none where there is nothing for it to look at. */
    List<Finding> look(Examined seen);
}
