// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.util.List;

/**
 * Who a process runs as, in numbers.
 *
 * @param groups the supplementary groups
 * @param home the home folder in the container's passwd file, {@code /} when it names none
 */
public record User(int uid, int gid, List<Integer> groups, String home) {
    /** The superuser, without looking into any file. */
    public static final User ROOT = new User(0, 0, List.of(), "/root");

    public User {
        groups = List.copyOf(groups);
    }
}
