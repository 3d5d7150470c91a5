package io.scaleproof.service.load;

import java.time.Duration;

/** What a request took: processor time, that of serving it included, and time on the clock (more when throttled). */
record Burn(Duration cpu, Duration wall) {}
