// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import dev.slipway.digest.Digest;
import java.util.ArrayList;
import java.util.List;

/** An operation: a filesystem made from other filesystems. Each is a value; what it does is done elsewhere. */
public sealed interface Op {
    /** The steps that this one builds on, in a fixed order. */
    default List<Step> inputs() {
        return List.of();
    }

    /**
     * The filesystem of an image.
     *
     * @param reference where it comes from, for the registry and for people; not part of the digest
     * @param manifest the digest of the manifest of one platform
     */
    record Image(String reference, Digest manifest) implements Op {}

    /**
     * A folder of the user's, such as the build context. Never a filesystem of its own: a {@link Files} takes from it
     * what it selects, and is keyed by exactly that.
     *
     * @param name the name of the context
     * @param folder the absolute path; not part of the digest
     */
    record Local(String name, String folder) implements Op {}

    /**
     * A file that is fetched.
     *
     * @param url where it comes from; not part of the digest
     * @param content what it must be
     * @param name its name in the filesystem
     */
    record Http(String url, Digest content, String name) implements Op {}

    /**
     * The files of a commit.
     *
     * @param repository where it comes from; part of the digest only when it is kept in {@code .git}
     * @param folder what is taken of them; empty for all
     */
    record Git(String repository, String commit, String folder, boolean keepsGitFolder, boolean submodules)
            implements Op {}

    /**
     * A root filesystem made from a distribution's packages.
     *
     * @param release the digest of the archive's Release file: the state of the archive that is installed from
     */
    record Packages(
            String suite,
            String variant,
            List<String> include,
            List<String> components,
            String mirror,
            String architecture,
            Digest release)
            implements Op {
        public Packages {
            include = List.copyOf(include);
            components = List.copyOf(components);
        }
    }

    /**
     * A command run on a filesystem; what it writes is the layer.
     *
     * @param env {@code NAME=VALUE}, in order
     * @param user as USER gives it, empty for root
     */
    record Exec(
            Step root,
            List<String> args,
            List<String> env,
            String cwd,
            String user,
            List<Mount> mounts,
            Network network,
            Security security,
            List<String> extraHosts,
            long shmSizeBytes,
            List<String> ulimits,
            String hostname)
            implements Op {
        public Exec {
            args = List.copyOf(args);
            env = List.copyOf(env);
            mounts = List.copyOf(mounts);
            extraHosts = List.copyOf(extraHosts);
            ulimits = List.copyOf(ulimits);
        }

        @Override
        public List<Step> inputs() {
            List<Step> found = new ArrayList<>();
            found.add(root);
            mounts.forEach(mount -> mount.from().ifPresent(found::add));
            return found;
        }
    }

    /** Files put into a filesystem; together they are one layer. */
    record Files(Step base, List<FileAction> actions) implements Op {
        public Files {
            actions = List.copyOf(actions);
        }

        @Override
        public List<Step> inputs() {
            List<Step> found = new ArrayList<>();
            found.add(base);
            actions.forEach(action -> action.from().ifPresent(found::add));
            return found;
        }
    }

    /** Filesystems laid one over the other, the first at the bottom. Of none: the empty filesystem. */
    record Merge(List<Step> layers) implements Op {
        public Merge {
            layers = List.copyOf(layers);
        }

        @Override
        public List<Step> inputs() {
            return layers;
        }
    }

    /** What a command can reach. */
    enum Network {
        /** What the machine offers: its own network. */
        DEFAULT,
        HOST,
        /** A network of its own with nothing but loopback. */
        NONE
    }

    /** How far a command is confined. */
    enum Security {
        SANDBOX,
        /** All capabilities, no system call filter; needs the entitlement {@code security.insecure}. */
        INSECURE
    }
}
