// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import java.time.Duration;
import java.util.Optional;

/** What a {@link FakeRegistry} does wrong, for the next {@code times} requests of that method whose path holds that part. */
public sealed interface Fault {
    String method();

    String path();

    int times();

    /** Answers this status instead of doing anything. */
    record Refuses(String method, String path, int times, int status, Optional<String> retryAfter) implements Fault {}

    /** Announces the whole body, sends its beginning, and hangs up. */
    record CutsBody(String method, String path, int times, int afterBytes) implements Fault {}

    /** Sends the body with one bit flipped. */
    record FlipsBit(String method, String path, int times) implements Fault {}

    /** Sends a body so much longer (or shorter) than the blob is, and announces that. */
    record LiesAboutLength(String method, String path, int times, int by) implements Fault {}

    /** Reads so much of the request's body, keeps it, and hangs up. */
    record DropsUpload(String method, String path, int times, int afterBytes) implements Fault {}

    /** Does all that is asked, and hangs up before the answer. */
    record LosesAnswer(String method, String path, int times) implements Fault {}

    /** Says nothing for a while, then goes on. */
    record Dawdles(String method, String path, int times, Duration pause) implements Fault {}

    /** Sends the whole blob, whatever range is asked for. */
    record IgnoresRange(String method, String path, int times) implements Fault {}

    /** Forgets all tokens that it gave out. */
    record ForgetsTokens(String method, String path, int times) implements Fault {}
}
