package io.scaleproof.loadtest.contract;

/**
 * Why a clause was broken.
 *
 * @param reason to be put behind what happened; empty if nothing tells
 * @param remedy the setting to change or the command to type
 */
record Cause(String reason, String remedy) {

    String appended() {
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
