// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

/** In which user namespace this process is, for the kernel allows less in any but the first. */
enum UserNamespace {
    /** The machine's own: root is root. */
    INITIAL,
    /** One with a range of ids. */
    RANGE,
    /** One that knows a single id, for lack of subordinate ids. */
    SINGLE;

    static UserNamespace current() {
        return KernelFile.read("/proc/self/uid_map").map(UserNamespace::of).orElse(INITIAL);
    }

    /** @param map the content of {@code uid_map}: lines of first id inside, first id outside, count */
    static UserNamespace of(String map) {
        long ids = 0;
        for (String line : map.strip().lines().toList()) {
            String count = line.substring(line.lastIndexOf(' ') + 1);
            ids += Long.parseLong(count);
        }
        if (ids == 1) {
            return SINGLE;
        }
        return ids == 0xffffffffL ? INITIAL : RANGE;
    }
}
