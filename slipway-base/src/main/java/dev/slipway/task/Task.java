// SPDX-License-Identifier: Apache-2.0
package dev.slipway.task;

/**
 * Work that gives a value, fails in one way, or is interrupted; whoever runs it for another passes both on as they are.
 *
 * @param <E> how it fails
 */
@FunctionalInterface
public interface Task<T, E extends Exception> {
    T run() throws E, InterruptedException;
}
