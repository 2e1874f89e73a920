// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Field;
import dev.slipway.bake.Target;
import dev.slipway.progress.Progress;
import dev.slipway.text.SourceException;
import dev.slipway.text.UsageException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Brings contexts and Dockerfiles of targets to this machine and reads them: what several targets name, once. */
final class BakeInputs {
    private final SourceLoader loader;
    private final Map<String, LoadedSource> loaded = new HashMap<>();
    private final IdentityHashMap<LoadedSource, ReadSource> read = new IdentityHashMap<>();

    BakeInputs(SourceLoader loader) {
        this.loader = loader;
    }

    /** Makes something of a context and its Dockerfile. */
    interface Reading {
        ReadSource read(LoadedSource source);
    }

    /**
     * The context and Dockerfile of the target.
     *
     * @throws SourceException if they cannot be had, at the place where the target names them
     */
    ReadSource read(Target target, BuildOptions options, Reading reading) throws InterruptedException {
        LoadedSource source = load(target, options.source());
        Frontend.require(source.dockerfile(), options.buildArgs());
        ReadSource known = read.get(source);
        if (known == null) {
            known = reading.read(source);
            read.put(source, known);
        }
        return known;
    }

    /** With the name of the target before what the progress says, if there are several. */
    static Reading shown(String stepPrefix, Progress progress) {
        String label = BuildTarget.internalLabel(stepPrefix);
        return source -> ReadSource.of(source, label, progress);
    }

    private LoadedSource load(Target target, BuildOptions.Source wanted) throws InterruptedException {
        String key = key(wanted);
        LoadedSource known = loaded.get(key);
        if (known == null) {
            try {
                known = loader.load(wanted);
            } catch (UsageException e) {
                throw placed(target, e);
            }
            loaded.put(key, known);
        }
        return known;
    }

    private static String key(BuildOptions.Source wanted) {
        String dockerfile = wanted.dockerfile() instanceof DockerfileSource.Inline inline
                ? "inline " + inline.text()
                : wanted.dockerfile().toString();
        return wanted.context() + "\0" + dockerfile;
    }

    private static SourceException placed(Target target, UsageException e) {
        Field field = target.places().containsKey(Field.DOCKERFILE) ? Field.DOCKERFILE : Field.CONTEXT;
        return TargetAttribute.failure(target, field, e);
    }
}
