// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Located;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Mount;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;

/** Plans one {@code --mount} of a RUN. */
final class MountPlanner {
    private static final int SECRET_MODE = 0400;
    private static final int SOCKET_MODE = 0600;
    private static final int FOLDER_MODE = 0755;

    private final StagePlanner stage;
    private final MountFlag flag;
    private final SourceSpan instruction;

    MountPlanner(StagePlanner stage, MountFlag flag, SourceSpan instruction) {
        this.instruction = instruction;
        this.stage = stage;
        this.flag = flag;
    }

    Mount plan() throws InterruptedException {
        RunMount mount = flag.resolve(stage::expand).orThrow().orElseThrow();
        return switch (mount) {
            case RunMount.Bind bind -> {
                String path = Paths.absolute(bind.source());
                yield new Mount.Bind(source(bind.from(), path), path, target(bind.target()), bind.readOnly());
            }
            case RunMount.Cache cache -> cache(cache);
            case RunMount.Tmpfs tmpfs -> new Mount.Tmpfs(target(tmpfs.target()), tmpfs.sizeBytes());
            case RunMount.Secret secret -> secret(secret);
            case RunMount.Ssh ssh -> ssh(ssh);
        };
    }

    private Mount ssh(RunMount.Ssh ssh) {
        stage.planner().outline().ssh(stage.stage(), new Outline.Need(ssh.id(), ssh.required(), instruction));
        return new Mount.Ssh(
                ssh.id(),
                ssh.target().map(this::target).orElse(""),
                ssh.required(),
                ssh.ownership().uid().orElse(0),
                ssh.ownership().gid().orElse(0),
                ssh.ownership().mode().orElse(SOCKET_MODE));
    }

    private Mount cache(RunMount.Cache cache) throws InterruptedException {
        String path = Paths.absolute(cache.source());
        Optional<Step> seed = cache.from().isPresent() ? Optional.of(source(cache.from(), path)) : Optional.empty();
        String target = target(cache.target());
        return new Mount.Cache(
                identity(cache, cache.id().isEmpty() ? target : cache.id()),
                target,
                switch (cache.sharing()) {
                    case SHARED -> Mount.Sharing.SHARED;
                    case PRIVATE -> Mount.Sharing.PRIVATE;
                    case LOCKED -> Mount.Sharing.LOCKED;
                },
                cache.readOnly(),
                seed,
                path,
                cache.ownership().uid().orElse(0),
                cache.ownership().gid().orElse(0),
                cache.ownership().mode().orElse(FOLDER_MODE));
    }

    // folders that are owned by others are other folders
    private static String identity(RunMount.Cache cache, String id) {
        RunMount.Ownership owner = cache.ownership();
        if (owner.uid().isEmpty() && owner.gid().isEmpty() && owner.mode().isEmpty()) {
            return id;
        }
        return id + "@" + owner.uid().orElse(0) + ":" + owner.gid().orElse(0) + ":"
                + Integer.toOctalString(owner.mode().orElse(FOLDER_MODE));
    }

    private Mount secret(RunMount.Secret secret) {
        stage.planner().outline().secret(stage.stage(), new Outline.Need(secret.id(), secret.required(), instruction));
        boolean file = secret.target().isPresent() || secret.env().isEmpty();
        return new Mount.Secret(
                secret.id(),
                secret.target().map(this::target).orElse("/run/secrets/" + secret.id()),
                file,
                secret.env(),
                secret.required(),
                secret.ownership().uid().orElse(0),
                secret.ownership().gid().orElse(0),
                secret.ownership().mode().orElse(SECRET_MODE));
    }

    // a folder of the user's is never mounted itself: what is ignored must not be seen, and nothing may change
    // meanwhile
    private Step source(Optional<String> from, String path) throws InterruptedException {
        Step source = from.isPresent()
                ? stage.planner().from(new Located(from.get(), flag.span()), stage.stage())
                : stage.planner().sources().context();
        if (!(source.op() instanceof Op.Local local)) {
            return source;
        }
        FileAction copy = new FileAction.Copy(
                source, List.of(path), path, Optional.empty(), Optional.empty(), false, false, List.of());
        return new Step(
                new Op.Files(StageState.empty(), List.of(copy)),
                new Step.Label("[" + local.name() + "] load " + path, Optional.of(flag.span()), Optional.empty()));
    }

    private String target(String path) {
        String target = Paths.resolve(stage.state().workingDir(), path);
        if (target.equals("/")) {
            throw new SourceException(
                    Diagnostic.error("invalid mount target \"" + path + "\"", "mount it below the root", flag.span()));
        }
        return target;
    }
}
