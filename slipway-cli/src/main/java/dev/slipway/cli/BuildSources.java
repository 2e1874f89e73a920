// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.graph.GitUrl;
import dev.slipway.graph.Step;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.oci.Platform;
import dev.slipway.plan.Base;
import dev.slipway.plan.Sources;
import dev.slipway.text.SourceSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the planner finds outside of the Dockerfile: the contexts of one target, and what is not on this machine. */
final class BuildSources implements Sources {
    private static final String MAIN = "context";

    private final LoadedSource source;
    private final List<BuildContextSpec> named;
    private final String label;
    private final ContextFolders folders;
    private final OutsideSources outside;
    private final Links links;
    private final Map<String, Step> known = new HashMap<>();
    private @Nullable Step main;

    /** Where a context that is another target's result comes from. */
    interface Links {
        /** @param at the word that names it, for errors */
        Base base(BuildContextSpec.Target context, Platform platform, SourceSpan at) throws InterruptedException;
    }

    /**
     * What all targets share.
     *
     * @param links from one target to another
     */
    record Shared(ContextFolders folders, OutsideSources outside, Links links) {}

    BuildSources(BuildTarget target, Shared shared) {
        this.source = target.source();
        this.named = target.options().source().namedContexts();
        this.label = target.internalLabel();
        this.folders = shared.folders();
        this.outside = shared.outside();
        this.links = shared.links();
    }

    @Override
    public Step context() {
        Step step = main;
        if (step == null) {
            step = folders.step(
                    new ContextFolders.Folder(MAIN, source.context(), label + " load build context"), source.ignored());
            main = step;
        }
        return step;
    }

    @Override
    public Base image(String text, Platform platform, SourceSpan at) throws InterruptedException {
        return outside.image(text, platform, at);
    }

    @Override
    public Step http(String url, Optional<Digest> checksum) throws InterruptedException {
        return outside.http(url, checksum);
    }

    @Override
    public Step git(GitUrl url) throws InterruptedException {
        return outside.git(url);
    }

    @Override
    public Optional<Base> named(String name, Platform platform, SourceSpan at) throws InterruptedException {
        for (BuildContextSpec spec : named) {
            if (answers(spec.name(), name)) {
                return Optional.of(
                        switch (spec) {
                            case BuildContextSpec.Folder local -> new Base(folder(local), Optional.empty());
                            case BuildContextSpec.Image image -> image(image.reference(), platform, at);
                            case BuildContextSpec.Apt apt -> outside.packages(apt.specification(), platform);
                            case BuildContextSpec.OciLayout layout -> outside.layout(layout, platform);
                            case BuildContextSpec.Remote remote -> new Base(outside.remote(remote), Optional.empty());
                            case BuildContextSpec.Target target -> links.base(target, platform, at);
                        });
            }
        }
        return Optional.empty();
    }

    // a planner asks several times
    private Step folder(BuildContextSpec.Folder local) {
        Step step = known.get(local.name());
        if (step == null) {
            IgnorePatterns ignored = SourceLoader.ignored(local.path(), Optional.empty());
            step = folders.step(
                    new ContextFolders.Folder(
                            local.name(), local.path(), "[context " + local.name() + "] load from client"),
                    ignored);
            known.put(local.name(), step);
        }
        return step;
    }

    private static boolean answers(String given, String asked) {
        if (given.equals(asked)) {
            return true;
        }
        try {
            ImageReference reference = ImageReference.parse(asked);
            return given.equals(reference.toString())
                    || (given.equals(reference.name()) && reference.version().equals("latest"));
        } catch (OciSyntaxException _) {
            return false;
        }
    }
}
