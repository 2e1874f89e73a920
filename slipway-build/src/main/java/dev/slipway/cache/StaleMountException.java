// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

/** Another writer changed a cache mount after ours was merged with it: it must be merged anew. */
final class StaleMountException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleMountException(String id) {
        super("the cache mount " + id + " was written by another meanwhile");
    }
}
