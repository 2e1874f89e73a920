// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.RemoteProject;
import dev.slipway.engine.GitCheckout;
import dev.slipway.engine.GitRepositories;
import dev.slipway.engine.HttpFiles;
import dev.slipway.engine.Secrets;
import dev.slipway.graph.GitUrl;
import dev.slipway.snapshot.Store;
import dev.slipway.text.HostException;
import dev.slipway.text.Redacted;
import dev.slipway.text.SourceFile;
import dev.slipway.text.UrlCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The definitions of {@code slipway bake URL}, on this machine for as long as this is open. */
final class RemoteDefinition implements AutoCloseable {
    private static final int MOST_BYTES = 16 << 20;

    private final Store store;
    private final RemoteProject project;
    private final Optional<GitCheckout> checkout;
    private final Secrets secrets;

    private RemoteDefinition(Store store, RemoteProject project, Optional<GitCheckout> checkout, Secrets secrets) {
        this.store = store;
        this.project = project;
        this.checkout = checkout;
        this.secrets = secrets;
    }

    /** Fetches a git repository, or the bake file that the URL is of. */
    static RemoteDefinition fetch(Argument url, Map<String, String> environment) throws InterruptedException {
        Store store = Store.open(Store.defaultRoot(environment));
        try {
            Optional<GitUrl> repository = GitUrl.ofContext(url.text());
            if (repository.isEmpty()) {
                return new RemoteDefinition(store, file(url, store), Optional.empty(), Secrets.NONE);
            }
            Secrets secrets = new Tokens(repository.get().repository(), environment);
            GitCheckout checkout = new GitRepositories(store, environment, secrets).checkout(repository.get());
            Path folder = checkout.folderOf(withoutGitFolder(repository.get()))
                    .orElseThrow(() -> url.error(
                            "the repository has no folder \"" + repository.get().folder() + "\"",
                            "name one that is there"));
            RemoteProject project = RemoteProject.repository(url.text(), folder);
            return new RemoteDefinition(store, project, Optional.of(checkout), secrets);
        } catch (RuntimeException | InterruptedException e) {
            store.close();
            throw e;
        }
    }

    private static GitUrl withoutGitFolder(GitUrl url) {
        return new GitUrl(url.repository(), url.ref(), url.folder(), url.commit(), false, url.submodules());
    }

    private static RemoteProject file(Argument url, Store store) throws InterruptedException {
        if (!url.text().startsWith("http://") && !url.text().startsWith("https://")) {
            throw url.error(
                    "this is no URL of a git repository",
                    "expected such as https://example.org/project.git#BRANCH:FOLDER");
        }
        try {
            byte[] bytes = Files.readAllBytes(new HttpFiles(store).file(url.text(), MOST_BYTES));
            if (ContextStream.looksLikeArchive(new ByteArrayInputStream(bytes))) {
                throw url.error(
                        "definitions in an archive cannot be read",
                        "expected a git repository (https://.../project.git), or a bake file");
            }
            return RemoteProject.file(
                    SourceFile.of(UrlCredentials.hidden(url.text()), bytes),
                    store.newTempFolder().toRealPath());
        } catch (IOException e) {
            throw new HostException(
                    "cannot read what was fetched from " + UrlCredentials.hidden(url.text()) + ": " + e.getMessage(),
                    e);
        }
    }

    RemoteProject project() {
        return project;
    }

    /** What was fetched, if it is a repository. */
    Optional<GitCheckout> checkout() {
        return checkout;
    }

    /** What the repository's server is shown, and no other. */
    Secrets secrets() {
        return secrets;
    }

    @Override
    public void close() {
        store.close();
    }

    /** {@code BUILDX_BAKE_GIT_AUTH_TOKEN} and {@code _HEADER}, for the server of one repository alone. */
    private static final class Tokens implements Secrets {
        private final String host;
        private final Map<String, String> environment;

        Tokens(String repository, Map<String, String> environment) {
            String bare = UrlCredentials.removed(repository);
            int start = bare.indexOf("://") + 3;
            int end = bare.indexOf('/', start);
            this.host = bare.substring(start, end < 0 ? bare.length() : end);
            this.environment = environment;
        }

        // who asks without a host may be asking for another one
        @Override
        public Optional<Redacted> secret(String id) {
            for (String known : new String[] {"GIT_AUTH_HEADER", "GIT_AUTH_TOKEN"}) {
                if (id.equals(known + "." + host)) {
                    String variable = "BUILDX_BAKE_" + known;
                    String value =
                            environment.getOrDefault(variable + "." + host, environment.getOrDefault(variable, ""));
                    return value.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Redacted(value.getBytes(StandardCharsets.UTF_8)));
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<Path> sshSocket(String id) {
            return Optional.empty();
        }
    }
}
