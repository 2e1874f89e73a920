// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.digest.Digest;
import dev.slipway.graph.GitUrl;
import dev.slipway.graph.Step;
import dev.slipway.oci.Platform;
import dev.slipway.text.SourceSpan;
import java.util.Optional;

/** Where the planner asks for what is outside of the Dockerfile. Answers are remembered by whoever implements it. */
public interface Sources {
    /** The main build context. */
    Step context();

    /**
     * The image of that name for the platform.
     *
     * @param at the word that names it, for errors
     */
    Base image(String reference, Platform platform, SourceSpan at) throws InterruptedException;

    /**
     * A filesystem with the file behind the URL.
     *
     * @param checksum what it must be; else what it is now
     */
    Step http(String url, Optional<Digest> checksum) throws InterruptedException;

    /** The files of a git repository. */
    Step git(GitUrl url) throws InterruptedException;

    /** The named context, if the user gave one of that name ({@code --build-context NAME=...}). */
    Optional<Base> named(String name, Platform platform, SourceSpan at) throws InterruptedException;
}
