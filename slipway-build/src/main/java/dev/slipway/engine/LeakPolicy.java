// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

/** What becomes of a step that left a secret in its layer. */
public enum LeakPolicy {
    /** Nobody looks. */
    IGNORE,
    /** It is a warning, in this build and in those that take the layer from the cache. */
    WARN,
    /** The step fails and its layer is thrown away. */
    FAIL
}
