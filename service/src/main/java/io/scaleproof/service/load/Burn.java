package io.scaleproof.service.load;

import java.time.Duration;

/** What one burn took: processor time of its thread, and time on the clock (more when throttled). */
record Burn(Duration cpu, Duration wall) {}
