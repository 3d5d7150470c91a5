package io.scaleproof.service.load;

import java.time.Duration;

/** What a request took, its share of serving requests included: processor time, and time on the clock (more when throttled). */
record Burn(Duration cpu, Duration wall) {}
