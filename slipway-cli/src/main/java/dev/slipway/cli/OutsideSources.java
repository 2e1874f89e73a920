// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.engine.GitCheckout;
import dev.slipway.engine.GitRepositories;
import dev.slipway.engine.HttpFiles;
import dev.slipway.engine.ImageFinder;
import dev.slipway.engine.LayerSource;
import dev.slipway.engine.PackageArchives;
import dev.slipway.engine.ResolvedImage;
import dev.slipway.engine.Secrets;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.GitUrl;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.ContainerConfig;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.HistoryEntry;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.ImageSource;
import dev.slipway.oci.MalformedImageException;
import dev.slipway.oci.OciLayout;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.oci.Platform;
import dev.slipway.plan.Base;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.Blobs;
import dev.slipway.snapshot.Store;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.RegistryException;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.UrlCredentials;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Images, packages, downloads and repositories: what builds take from outside of this machine's folders. Answers are
 * remembered, for all targets of a bake.
 */
final class OutsideSources {
    private final ImageFinder images;
    private final PackageArchives archives;
    private final Blobs blobs;
    private final Downloads downloads;
    private final Map<Digest, LayerSource> layouts = new HashMap<>();
    private final Map<String, Digest> fetched = new HashMap<>();

    /**
     * What ADD takes from the network.
     *
     * @param fetches whether anything is asked for at all: not by who only looks at the Dockerfile
     */
    record Downloads(HttpFiles files, GitRepositories repositories, boolean fetches) {}

    /** Makes them; nothing is asked for before it is needed. */
    record Factory(Store store, Registries registries, Io io, Optional<GitCheckout> known) {
        Factory(Store store, Registries registries, Io io) {
            this(store, registries, io, Optional.empty());
        }

        /**
         * @param pull whether registries are asked even for bases that are in the store
         * @param fetches whether ADD gets what it names
         */
        OutsideSources sources(Progress progress, Secrets secrets, boolean pull, boolean fetches) {
            boolean inUserNamespace = io.variable("SLIPWAY_NAMESPACE").equals("user");
            return new OutsideSources(
                    new ImageFinder(store, registries::client, progress, pull),
                    new PackageArchives(store, pull, inUserNamespace),
                    store.blobs(),
                    new Downloads(
                            new HttpFiles(store),
                            new GitRepositories(store, io.environment(), secrets, known),
                            fetches));
        }
    }

    OutsideSources(ImageFinder images, PackageArchives archives, Blobs blobs, Downloads downloads) {
        this.images = images;
        this.archives = archives;
        this.blobs = blobs;
        this.downloads = downloads;
    }

    PackageArchives archives() {
        return archives;
    }

    /** The layouts that images were taken from, by the digests of their manifests. */
    Map<Digest, LayerSource> layouts() {
        return layouts;
    }

    Base image(String text, Platform platform, SourceSpan at) throws InterruptedException {
        if (text.startsWith("apt:")) {
            try {
                return packages(text.substring("apt:".length()), platform);
            } catch (UsageException e) {
                throw new SourceException(Diagnostic.error(String.valueOf(e.getMessage()), at));
            }
        }
        ImageReference reference;
        try {
            reference = ImageReference.parse(text);
        } catch (OciSyntaxException e) {
            throw malformed(text, String.valueOf(e.getMessage()), at);
        }
        try {
            return base(images.find(reference, platform));
        } catch (RegistryException e) {
            throw new SourceException(
                    e.outcome(),
                    List.of(Diagnostic.error(
                            reference + ": failed to resolve source metadata: " + e.getMessage(), at)));
        }
    }

    // the reference's own message: what it is, why not, and perhaps what was meant
    private static SourceException malformed(String text, String message, SourceSpan at) {
        String why = message.substring(message.indexOf("\": ") + 3);
        int hint = why.indexOf(": did you mean");
        Diagnostic diagnostic = Diagnostic.error(
                "failed to parse stage name \"" + text + "\": invalid reference format: "
                        + (hint < 0 ? why : why.substring(0, hint)),
                at);
        return new SourceException(hint < 0 ? diagnostic : diagnostic.withHelp(why.substring(hint + 2)));
    }

    private static Base base(ResolvedImage image) {
        Step step = new Step(
                new Op.Image(image.reference().toString(), image.manifest()),
                Step.Label.of("FROM " + image.reference()
                        + (image.reference().digest().isPresent() ? "" : "@" + image.manifest())));
        return new Base(step, Optional.of(image.config()));
    }

    Step http(String url, Optional<Digest> checksum) throws InterruptedException {
        Digest content = checksum.orElse(fetched.get(url));
        if (content == null) {
            content = downloads.fetches() ? downloads.files().digest(url) : Digest.of(url);
            fetched.put(url, content);
        }
        return new Step(new Op.Http(url, content, HttpFiles.nameOf(url)), Step.Label.of(UrlCredentials.hidden(url)));
    }

    Step git(GitUrl url) throws InterruptedException {
        String commit = downloads.fetches() ? downloads.repositories().commit(url) : url.ref();
        Op.Git op = new Op.Git(url.repository(), commit, url.folder(), url.keepsGitFolder(), url.submodules());
        return new Step(op, Step.Label.of("[internal] " + UrlCredentials.hidden(url.repository()) + "#" + op.commit()));
    }

    // an archive behind a URL is unpacked; anything else is a folder with that file
    Step remote(BuildContextSpec.Remote spec) throws InterruptedException {
        Optional<GitUrl> repository = GitUrl.ofContext(spec.url());
        if (repository.isPresent()) {
            return git(repository.get());
        }
        Step file = http(spec.url(), Optional.empty());
        FileAction unpack = new FileAction.Copy(
                file,
                List.of(((Op.Http) file.op()).name()),
                "/",
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                List.of());
        Step empty = new Step(new Op.Merge(List.of()), Step.Label.of("scratch"));
        return new Step(
                new Op.Files(empty, List.of(unpack)),
                Step.Label.of("[context " + spec.name() + "] " + UrlCredentials.hidden(spec.url())));
    }

    Base layout(BuildContextSpec.OciLayout spec, Platform platform) {
        try {
            ImageSource source = OciLayout.open(spec.path());
            String wanted = spec.digest().or(spec::tag).orElse("latest");
            Descriptor entry = source.find(wanted)
                    .or(() -> spec.digest().or(spec::tag).isEmpty() ? source.only() : Optional.empty())
                    .orElseThrow(() -> new UsageException("the layout " + spec.path() + " has no image \"" + wanted
                            + "\": "
                            + (source.suffixes().isEmpty()
                                    ? "it has none"
                                    : "write oci-layout://" + spec.path()
                                            + String.join(" or oci-layout://" + spec.path(), source.suffixes()))));
            Descriptor chosen = source.select(entry, platform);
            byte[] bytes = source.read(chosen, ImageManifest.MAX_BYTES);
            ImageManifest manifest = ImageManifest.read(bytes, spec.path().toString());
            byte[] config = source.read(manifest.config(), ImageConfig.MAX_BYTES);
            blobs.put(config);
            Digest digest = blobs.put(bytes);
            layouts.put(digest, new LayerSource.Local(source));
            Step step = new Step(
                    new Op.Image("oci-layout://" + spec.path(), digest),
                    Step.Label.of("FROM oci-layout://" + spec.path() + "@" + digest));
            return new Base(
                    step, Optional.of(ImageConfig.read(config, spec.path().toString())));
        } catch (MalformedImageException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UsageException("cannot read the layout " + spec.path() + ": " + e.getMessage());
        }
    }

    Base packages(String specification, Platform platform) throws InterruptedException {
        Op.Packages packages = archives.resolve(specification, debianName(platform));
        Step step = new Step(packages, Step.Label.of("FROM apt:" + specification));
        ContainerConfig config = new ContainerConfig.Builder()
                .env(List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"))
                .cmd(List.of("bash"))
                .build();
        // the archive's date: the same state of it gives the same image, whenever it is made
        String date = ImageConfig.timestamp(Instant.ofEpochSecond(archives.date(packages)));
        HistoryEntry made = new HistoryEntry(
                Optional.of(date), "mmdebstrap apt:" + specification + " # " + packages.release(), "", "", false);
        return new Base(
                step, Optional.of(ImageConfig.empty(platform).withConfig(config).withLayers(List.of(), List.of(made))));
    }

    private static String debianName(Platform platform) {
        return switch (platform.architecture()) {
            case "arm" -> platform.variant().filter("v7"::equals).isPresent() ? "armhf" : "armel";
            case "386" -> "i386";
            case "ppc64le" -> "ppc64el";
            case "mips64le" -> "mips64el";
            default -> platform.architecture();
        };
    }
}
