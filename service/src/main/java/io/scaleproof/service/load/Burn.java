package io.scaleproof.service.load;

import java.time.Duration;

/** What was burned for a request: processor time, and time on the clock (more when throttled). */
record Burn(Duration cpu, Duration wall) {}
