package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.Verdict.Blame;

/** Why what was seen cannot be held against the target. */
record Doubt(Blame blame, String reason, String remedy) {}
