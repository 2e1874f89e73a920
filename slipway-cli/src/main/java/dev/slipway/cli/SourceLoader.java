// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.dockerfile.ignore.IgnoreFile;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.engine.GitRepositories;
import dev.slipway.engine.HttpFiles;
import dev.slipway.engine.Secrets;
import dev.slipway.graph.GitUrl;
import dev.slipway.oci.tar.BombLimit;
import dev.slipway.snapshot.Store;
import dev.slipway.text.HostException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings the context and the Dockerfile of a build to this machine: folders, standard input, URLs, git repositories. */
final class SourceLoader {
    private static final String DOCKERFILE = "Dockerfile";
    static final int MAX_DOCKERFILE_BYTES = 16 << 20;
    private static final long MAX_CONTEXT_BYTES = 4L << 30;

    private final Store store;
    private final Io io;
    private final GitRepositories repositories;

    /** @param secrets for servers that want to know who asks */
    SourceLoader(Store store, Io io, Secrets secrets) {
        this(store, io, new GitRepositories(store, io.environment(), secrets));
    }

    SourceLoader(Store store, Io io, GitRepositories repositories) {
        this.store = store;
        this.io = io;
        this.repositories = repositories;
    }

    LoadedSource load(BuildOptions.Source source) throws InterruptedException {
        BuildInput context = source.context();
        if (context instanceof BuildInput.Folder(var path)) {
            return ofFolder(path, source.dockerfile());
        }
        return context instanceof BuildInput.Remote(var url)
                ? ofRemote(url, source.dockerfile())
                : ofStdin(source.dockerfile());
    }

    private LoadedSource ofFolder(Path folder, DockerfileSource which) throws InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("the build context " + folder + " is not a folder");
        }
        if (which instanceof DockerfileSource.InContext) {
            return withFile(folder, folder.resolve(DOCKERFILE), true);
        }
        return which instanceof DockerfileSource.At(var path)
                ? withFile(folder, Path.of(path), false)
                : fromElsewhere(folder, which);
    }

    private LoadedSource fromElsewhere(Path folder, DockerfileSource which) throws InterruptedException {
        if (which instanceof DockerfileSource.Inline(var name, var text)) {
            return withText(folder, SourceFile.of(name, text));
        }
        SourceFile dockerfile = which instanceof DockerfileSource.Remote(var url)
                ? SourceFile.of(HttpFiles.nameOf(url), fetched(url))
                : SourceFile.of("-", readStdin());
        return withText(folder, dockerfile);
    }

    private byte[] fetched(String url) throws InterruptedException {
        try {
            return Files.readAllBytes(new HttpFiles(store).file(url, MAX_DOCKERFILE_BYTES));
        } catch (IOException e) {
            throw new HostException("cannot read what was fetched from " + url + ": " + e.getMessage(), e);
        }
    }

    private LoadedSource withFile(Path context, Path file, boolean isDefault) {
        Path found = file;
        if (isDefault && !Files.exists(file) && Files.exists(context.resolve("dockerfile"))) {
            found = context.resolve("dockerfile");
        }
        try {
            SourceFile dockerfile = SourceFile.of(shown(found, context), read(found, isDefault));
            return new LoadedSource(
                    dockerfile, context.toAbsolutePath().normalize(), ignored(context, Optional.of(found)));
        } catch (NoSuchFileException _) {
            throw missing(found, context, isDefault);
        } catch (IOException e) {
            throw new HostException("failed to read dockerfile: " + Reasons.of(e) + "; make it readable", e);
        }
    }

    private UsageException missing(Path file, Path context, boolean isDefault) {
        if (context.startsWith(store.root()) && file.startsWith(context)) {
            return new UsageException("failed to read dockerfile: the context has no file \"" + context.relativize(file)
                    + "\"; name another with --file");
        }
        String help = isDefault ? "name another with --file" : "name a file that is there";
        String reason = "failed to read dockerfile: " + file;
        if (Files.isSymbolicLink(file)) {
            reason += " is a symbolic link to a file that is not there, or to itself";
        } else {
            reason += ": no such file";
            Path folder = file.toAbsolutePath().getParent();
            List<String> near = folder == null ? List.of() : names(folder);
            help = Suggestion.didYouMean(String.valueOf(file.getFileName()), near)
                    .orElse(help);
        }
        return new UsageException(new UsageException.WrongOption("file", reason, help));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.limit(1000)
                    .filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        } catch (IOException | UncheckedIOException _) {
            return List.of();
        }
    }

    // a pipe is read when it was asked for by name, as --file <(program) does; found by chance it could hang for ever
    private static byte[] read(Path file, boolean isDefault) throws IOException {
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.isDirectory(file)) {
            throw new UsageException("failed to read dockerfile: " + file + " is a folder; name a file with --file");
        }
        if (isDefault && Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UsageException(
                    "failed to read dockerfile: " + file + " is not a regular file; name another with --file");
        }
        return read(file, "failed to read dockerfile: ");
    }

    private static byte[] read(Path file, String doing) throws IOException {
        if (Files.size(file) <= MAX_DOCKERFILE_BYTES) {
            try (InputStream in = new FileInputStream(file.toFile())) {
                byte[] bytes = in.readNBytes(MAX_DOCKERFILE_BYTES + 1);
                if (bytes.length <= MAX_DOCKERFILE_BYTES) {
                    return bytes;
                }
            }
        }
        throw new UsageException(doing + file + " is larger than 16 MiB");
    }

    // the name as buildx prints it: within the context if it is there
    private static String shown(Path file, Path context) {
        Path absolute = file.toAbsolutePath().normalize();
        Path root = context.toAbsolutePath().normalize();
        return absolute.startsWith(root) ? root.relativize(absolute).toString() : file.toString();
    }

    private LoadedSource withText(Path context, SourceFile dockerfile) {
        return new LoadedSource(dockerfile, context.toAbsolutePath().normalize(), ignored(context, Optional.empty()));
    }

    /** The patterns of a context: of the file beside the Dockerfile that is for it alone, else of the context's own. */
    static IgnorePatterns ignored(Path context, Optional<Path> dockerfile) {
        Optional<Path> own = dockerfile
                .map(file -> file.resolveSibling(file.getFileName() + ".dockerignore"))
                .filter(Files::isRegularFile);
        Path file = own.orElse(context.resolve(".dockerignore"));
        if (!Files.isRegularFile(file)) {
            return IgnorePatterns.NONE;
        }
        try {
            return IgnoreFile.parse(SourceFile.of(shown(file, context), read(file, "cannot use ")))
                    .orThrow();
        } catch (IOException e) {
            throw new HostException("cannot read " + Reasons.of(e) + "; make it readable", e);
        }
    }

    private byte[] readStdin() {
        try {
            byte[] bytes = io.in().readNBytes(MAX_DOCKERFILE_BYTES + 1);
            if (bytes.length > MAX_DOCKERFILE_BYTES) {
                throw new UsageException("the Dockerfile on the standard input is larger than 16 MiB");
            }
            return bytes;
        } catch (IOException e) {
            throw new HostException("cannot read the standard input: " + e.getMessage(), e);
        }
    }

    private LoadedSource ofStdin(DockerfileSource which) throws InterruptedException {
        if (which instanceof DockerfileSource.Stdin) {
            throw new UsageException("the context and the Dockerfile cannot both come from the standard input");
        }
        return ofStream(new ContextStream(io.in(), BombLimit.LAYER, "-", "the standard input"), which);
    }

    // a Dockerfile comes without a context; of an archive, the Dockerfile is in it unless it was said to be elsewhere
    private LoadedSource ofStream(ContextStream stream, DockerfileSource which) throws InterruptedException {
        Path folder = store.newTempFolder();
        Optional<SourceFile> text = stream.unpack(folder);
        if (text.isPresent()) {
            return new LoadedSource(text.get(), folder, IgnorePatterns.NONE);
        }
        return ofFetched(folder, which);
    }

    private LoadedSource ofFetched(Path folder, DockerfileSource which) throws InterruptedException {
        refuseLinkOut(folder, folder.resolve(".dockerignore"));
        if (which instanceof DockerfileSource.InContext) {
            refuseLinkOut(folder, folder.resolve(DOCKERFILE.toLowerCase(Locale.ROOT)));
            return withFile(folder, inside(folder, DOCKERFILE), true);
        }
        if (which instanceof DockerfileSource.OnMachine(var path)) {
            return withFile(folder, Path.of(path), false);
        }
        return which instanceof DockerfileSource.At(var path)
                ? withFile(folder, inside(folder, path), false)
                : fromElsewhere(folder, which);
    }

    private static Path inside(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new UsageException("the Dockerfile " + name + " is not in the context");
        }
        refuseLinkOut(folder, file);
        refuseLinkOut(folder, file.resolveSibling(file.getFileName() + ".dockerignore"));
        return file;
    }

    // what others wrote must not have a file of this machine read in place of theirs
    private static void refuseLinkOut(Path folder, Path file) {
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new UsageException(
                        folder.relativize(file) + " of the context is a link that leads out of the context");
            }
        } catch (IOException _) {
            // it is not there
        }
    }

    private LoadedSource ofRemote(String url, DockerfileSource which) throws InterruptedException {
        Optional<GitUrl> repository = GitUrl.ofContext(url);
        if (repository.isPresent()) {
            return ofFetched(repositories.folder(repository.get()), which);
        }
        Path file = new HttpFiles(store).file(url, MAX_CONTEXT_BYTES);
        try (InputStream in = Files.newInputStream(file)) {
            return ofStream(new ContextStream(in, BombLimit.STRANGER, HttpFiles.nameOf(url), url), which);
        } catch (IOException e) {
            throw new HostException("cannot read what was fetched from " + url + ": " + e.getMessage(), e);
        }
    }
}
