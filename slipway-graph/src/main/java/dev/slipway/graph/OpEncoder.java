// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;

/**
 * The canonical form of operations, from which digests are made. The version stands first; a change of the form is a
 * change of the version, and every key with it.
 */
final class OpEncoder {
    private static final long VERSION = 1;

    private final Hasher hasher;
    // inputs stand for themselves by their digest in the graph, or by a mark where a key puts its own identity in
    private final boolean withInputs;

    private OpEncoder(Hasher hasher, boolean withInputs) {
        this.hasher = hasher;
        this.withInputs = withInputs;
    }

    /** Covers the operation and everything below it. */
    static Digest digest(Op op) {
        Hasher hasher = new Hasher().put(VERSION);
        new OpEncoder(hasher, true).encode(op);
        return hasher.digest();
    }

    /** Covers the operation alone, whatever it is applied to. */
    static Digest shape(Op op) {
        Hasher hasher = new Hasher().put(VERSION);
        new OpEncoder(hasher, false).encode(op);
        return hasher.digest();
    }

    private void encode(Op op) {
        switch (op) {
            case Op.Image image -> hasher.put("image").put(image.manifest());
            case Op.Local(var name, var folder) -> {
                hasher.put("local").put(name);
                if (withInputs) {
                    hasher.put(folder);
                }
            }
            case Op.Packages p ->
                hasher.put("packages")
                        .put(p.suite())
                        .put(p.variant())
                        .put(p.include())
                        .put(p.components())
                        .put(p.architecture())
                        .put(p.release());
            case Op.Exec exec -> encodeExec(exec);
            case Op.Files(var base, var actions) -> {
                hasher.put("files");
                input(base);
                hasher.put(actions.size());
                actions.forEach(this::encode);
            }
            case Op.Merge(var layers) -> {
                hasher.put("merge").put(layers.size());
                layers.forEach(this::input);
            }
        }
    }

    private void encodeExec(Op.Exec exec) {
        hasher.put("exec");
        input(exec.root());
        hasher.put(exec.args()).put(exec.env()).put(exec.cwd()).put(exec.user());
        hasher.put(exec.network().name()).put(exec.security().name());
        hasher.put(exec.extraHosts())
                .put(exec.shmSizeBytes())
                .put(exec.ulimits())
                .put(exec.hostname());
        hasher.put(exec.mounts().size());
        exec.mounts().forEach(this::encode);
    }

    private void encode(Mount mount) {
        hasher.put(mount.target());
        switch (mount) {
            case Mount.Bind bind -> {
                hasher.put("bind").put(bind.path()).put(bind.readOnly());
                input(bind.source());
            }
            case Mount.Cache cache -> {
                hasher.put("cache").put(cache.id()).put(cache.sharing().name()).put(cache.readOnly());
                hasher.put(cache.path()).put(cache.uid()).put(cache.gid()).put(cache.mode());
                hasher.put(cache.seed().isPresent());
                cache.seed().ifPresent(this::input);
            }
            case Mount.Tmpfs tmpfs -> hasher.put("tmpfs").put(tmpfs.sizeBytes().orElse(-1));
            case Mount.Secret secret -> {
                hasher.put("secret").put(secret.id()).put(secret.file()).put(secret.env());
                hasher.put(secret.required())
                        .put(secret.uid())
                        .put(secret.gid())
                        .put(secret.mode());
            }
            case Mount.Ssh ssh ->
                hasher.put("ssh")
                        .put(ssh.id())
                        .put(ssh.required())
                        .put(ssh.uid())
                        .put(ssh.gid())
                        .put(ssh.mode());
        }
    }

    private void encode(FileAction action) {
        switch (action) {
            case FileAction.Copy copy -> {
                hasher.put("copy");
                input(copy.source());
                hasher.put(copy.paths()).put(copy.target()).put(copy.owner()).put(copy.mode());
                hasher.put(copy.extract()).put(copy.parents()).put(copy.excludes());
            }
            case FileAction.MakeFile file -> {
                hasher.put("file").put(file.name()).put(file.digest()).put(file.target());
                hasher.put(file.owner()).put(file.mode());
            }
            case FileAction.MakeFolder(var path, var mode, var owner) ->
                hasher.put("folder").put(path).put(mode).put(owner);
        }
    }

    private void input(Step step) {
        if (withInputs) {
            hasher.put(step.digest());
        } else {
            hasher.put("input");
        }
    }
}
