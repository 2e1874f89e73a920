// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.util.List;

/**
 * The canonical form of operations, from which digests are made. The version stands first; a change of the form is a
 * change of the version, and every key with it.
 *
 * <p>No switch over types: each costs milliseconds at its first use, and this stands on the path of every build. A test
 * encodes an example of each operation.
 */
final class OpEncoder {
    private static final long VERSION = 1;

    private final Hasher hasher;

    private OpEncoder(Hasher hasher) {
        this.hasher = hasher;
    }

    /**
     * Covers the operation and everything below it.
     *
     * @param shape of the operation
     */
    static Digest digest(Op op, Digest shape) {
        List<Step> inputs = op.inputs();
        if (inputs.isEmpty() && !(op instanceof Op.Local)) {
            return shape;
        }
        Hasher hasher = new Hasher().put(shape);
        if (op instanceof Op.Local local) {
            hasher.put(local.folder());
        }
        for (Step input : inputs) {
            hasher.put(input.digest());
        }
        return hasher.digest();
    }

    /** Covers the operation alone, whatever it is applied to: where an input stands there is a mark. */
    static Digest shape(Op op) {
        Hasher hasher = new Hasher().put(VERSION);
        new OpEncoder(hasher).encode(op);
        return hasher.digest();
    }

    private void encode(Op op) {
        if (op instanceof Op.Image image) {
            hasher.put("image").put(image.manifest());
        } else if (op instanceof Op.Local local) {
            hasher.put("local").put(local.name());
        } else if (op instanceof Op.Http http) {
            hasher.put("http").put(http.content()).put(http.name());
        } else if (op instanceof Op.Git git) {
            hasher.put("git").put(git.commit()).put(git.folder()).put(git.keepsGitFolder() ? git.repository() : "");
            if (!git.submodules()) {
                hasher.put("no submodules");
            }
        } else if (op instanceof Op.Packages packages) {
            encodePackages(packages);
        } else if (op instanceof Op.Exec exec) {
            encodeExec(exec);
        } else if (op instanceof Op.Files files) {
            hasher.put("files");
            input();
            hasher.put(files.actions().size());
            for (FileAction action : files.actions()) {
                encode(action);
            }
        } else if (op instanceof Op.Merge merge) {
            hasher.put("merge").put(merge.layers().size());
            merge.layers().forEach(_ -> input());
        } else {
            throw new IllegalStateException("no code for " + op);
        }
    }

    private void encodePackages(Op.Packages packages) {
        hasher.put("packages, named by our tar")
                .put(packages.suite())
                .put(packages.variant())
                .put(packages.include())
                .put(packages.components())
                .put(packages.architecture())
                .put(packages.release());
    }

    private void encodeExec(Op.Exec exec) {
        hasher.put("exec");
        input();
        hasher.put(exec.args()).put(exec.env()).put(exec.cwd()).put(exec.user());
        hasher.put(exec.network().name()).put(exec.security().name());
        hasher.put(exec.extraHosts())
                .put(exec.shmSizeBytes())
                .put(exec.ulimits())
                .put(exec.hostname());
        hasher.put(exec.mounts().size());
        for (Mount mount : exec.mounts()) {
            encode(mount);
        }
    }

    private void encode(Mount mount) {
        hasher.put(mount.target());
        if (mount instanceof Mount.Bind bind) {
            hasher.put("bind").put(bind.path()).put(bind.readOnly());
            input();
        } else if (mount instanceof Mount.Cache cache) {
            hasher.put("cache").put(cache.id()).put(cache.sharing().name()).put(cache.readOnly());
            hasher.put(cache.path()).put(cache.uid()).put(cache.gid()).put(cache.mode());
            hasher.put(cache.seed().isPresent());
            if (cache.seed().isPresent()) {
                input();
            }
        } else if (mount instanceof Mount.Tmpfs tmpfs) {
            hasher.put("tmpfs").put(tmpfs.sizeBytes().orElse(-1));
        } else if (mount instanceof Mount.Secret secret) {
            hasher.put("secret").put(secret.id()).put(secret.file()).put(secret.env());
            hasher.put(secret.required()).put(secret.uid()).put(secret.gid()).put(secret.mode());
        } else if (mount instanceof Mount.Ssh ssh) {
            hasher.put("ssh")
                    .put(ssh.id())
                    .put(ssh.required())
                    .put(ssh.uid())
                    .put(ssh.gid())
                    .put(ssh.mode());
        } else {
            throw new IllegalStateException("no code for " + mount);
        }
    }

    private void encode(FileAction action) {
        if (action instanceof FileAction.Copy copy) {
            hasher.put("copy");
            input();
            hasher.put(copy.paths()).put(copy.target()).put(copy.owner()).put(copy.mode());
            hasher.put(copy.extract()).put(copy.parents()).put(copy.excludes());
        } else if (action instanceof FileAction.MakeFile file) {
            hasher.put("file").put(file.name()).put(file.digest()).put(file.target());
            hasher.put(file.owner()).put(file.mode());
        } else if (action instanceof FileAction.MakeFolder(var path, var mode, var owner)) {
            hasher.put("folder").put(path).put(mode).put(owner);
        } else {
            throw new IllegalStateException("no code for " + action);
        }
    }

    private void input() {
        hasher.put("input");
    }
}
