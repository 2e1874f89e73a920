// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.text.UsageException;
import dev.slipway.trust.CacheScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cache scope of a CI job by its variables: {@code REPOSITORY/BRANCH}, {@code REPOSITORY/tag/TAG} or
 * {@code REPOSITORY/pr/NUMBER}. No two of them share a scope, whatever a branch is called: what cannot stand in a name is
 * escaped, and a branch that is named as if it were a pull request is as well.
 */
final class CiScope {
    /**
     * Where a service says what it builds.
     *
     * @param request the number of the pull request; empty, or false, for none
     */
    private record Service(String repository, String branch, String tag, String request, String actor) {}

    private static final List<Service> OTHERS = List.of(
            new Service(
                    "CI_PROJECT_PATH",
                    "CI_COMMIT_BRANCH",
                    "CI_COMMIT_TAG",
                    "CI_MERGE_REQUEST_IID",
                    "GITLAB_USER_LOGIN"),
            new Service("CI_REPO", "CI_COMMIT_BRANCH", "CI_COMMIT_TAG", "CI_COMMIT_PULL_REQUEST", "CI_COMMIT_AUTHOR"),
            new Service("DRONE_REPO", "DRONE_BRANCH", "DRONE_TAG", "DRONE_PULL_REQUEST", "DRONE_COMMIT_AUTHOR"));

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final String PULLS = "refs/pull/";
    private static final int MOST_BYTES = 4 << 20;

    private final Map<String, String> environment;
    private final boolean byActor;

    /** @param byActor whether the scope begins with who started the job */
    CiScope(Map<String, String> environment, boolean byActor) {
        this.environment = environment;
        this.byActor = byActor;
    }

    /** The scope; empty outside of a CI job. */
    Optional<CacheScope> find() {
        if (!variable("GITHUB_REPOSITORY").isEmpty()) {
            return Optional.of(scope("GITHUB_REPOSITORY", gitHubPart(), "GITHUB_ACTOR"));
        }
        for (Service service : OTHERS) {
            Optional<String> part = variable(service.repository()).isEmpty() ? Optional.empty() : part(service);
            if (part.isPresent()) {
                return Optional.of(scope(service.repository(), part.get(), service.actor()));
            }
        }
        return Optional.empty();
    }

    private CacheScope scope(String repository, String part, String actor) {
        String name = CacheScope.escaped(variable(repository)) + "/" + part;
        if (byActor && variable(actor).isEmpty()) {
            throw new UsageException("the cache policy wants scopes by actor, and " + actor + " is not set");
        }
        String whole = byActor ? "@" + CacheScope.escaped(variable(actor)) + "/" + name : name;
        return CacheScope.parse(whole)
                .orElseThrow(() -> new UsageException("the CI's variables make no name of a cache scope: \""
                        + CommandLine.printable(whole) + "\"; name one with --cache-scope"));
    }

    private Optional<String> part(Service service) {
        String request = variable(service.request());
        if (!request.isEmpty() && !request.equals("false")) {
            return Optional.of(request(request));
        }
        String tag = variable(service.tag());
        if (!tag.isEmpty()) {
            return Optional.of("tag/" + CacheScope.escaped(tag));
        }
        String branch = variable(service.branch());
        return branch.isEmpty() ? Optional.empty() : Optional.of(branch(branch));
    }

    /** A job of {@code pull_request_target} says that it is the target branch's, and may well run what the request brought. */
    private String gitHubPart() {
        String ref = variable("GITHUB_REF");
        if (ref.startsWith(PULLS)) {
            int end = ref.indexOf('/', PULLS.length());
            return request(ref.substring(PULLS.length(), end < 0 ? ref.length() : end));
        }
        if (!variable("GITHUB_HEAD_REF").isEmpty()
                || variable("GITHUB_EVENT_NAME").startsWith("pull_request")) {
            return request(eventNumber()
                    .orElseThrow(() -> new UsageException("this is the job of a pull request, and GITHUB_EVENT_PATH"
                            + " does not tell which; name a scope with --cache-scope")));
        }
        if (ref.startsWith(TAGS)) {
            return "tag/" + CacheScope.escaped(ref.substring(TAGS.length()));
        }
        if (ref.startsWith(HEADS)) {
            return branch(ref.substring(HEADS.length()));
        }
        throw new UsageException("GITHUB_REF is \"" + CommandLine.printable(ref)
                + "\", which is no branch, tag or pull request; name a scope with --cache-scope");
    }

    private Optional<String> eventNumber() {
        String path = variable("GITHUB_EVENT_PATH");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            Json event = JsonParser.parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            return event.get("pull_request")
                    .flatMap(request -> request.number("number"))
                    .map(String::valueOf);
        } catch (IOException | JsonSyntaxException _) {
            return Optional.empty();
        }
    }

    private static String request(String number) {
        return "pr/" + CacheScope.escaped(number);
    }

    private static String branch(String name) {
        String escaped = CacheScope.escaped(name);
        boolean isMistakable = name.startsWith("pr/") || name.startsWith("tag/");
        int slash = escaped.indexOf('/');
        return isMistakable ? escaped.substring(0, slash) + "%2F" + escaped.substring(slash + 1) : escaped;
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
