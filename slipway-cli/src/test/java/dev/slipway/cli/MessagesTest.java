// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message that a wrong command line gives, as a file that is reviewed: {@code src/test/resources/messages}. */
class MessagesTest {
    record Case(String name, List<String> args) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String name, String... args) {
        return new Case(name, List.of(args));
    }

    /** A build of the working folder with these options. */
    private static Case build(String name, String... options) {
        return new Case(
                name,
                Stream.of(List.of("build"), List.of(options), List.of("."))
                        .flatMap(List::stream)
                        .toList());
    }

    static List<Case> cases() {
        return Stream.of(commands(), flags(), outputs(), values(), others(), bake())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> commands() {
        return List.of(
                of("command-unknown", "biuld", "."),
                of("command-far-off", "frobnicate"),
                of("command-of-docker", "rmi", "x"),
                of("command-of-docker-pull", "pull", "x"),
                of("command-of-docker-ps", "ps"),
                of("option-before-command", "--frob", "build"),
                of("help-of-unknown-command", "help", "buidl"),
                of("explain-target-unknown", "explain", "no-such-target"),
                of("context-missing", "build", "-t", "x"),
                of("context-too-many", "build", ".", "src"),
                of("context-not-there", "build", "no-such-folder"),
                of("context-not-utf-8", "build", "caf\uFFFD"),
                of("context-is-a-file", "build", "pom.xml"),
                of("context-and-dockerfile-from-stdin", "build", "-f", "-", "-"));
    }

    private static List<Case> flags() {
        return List.of(
                build("flag-unknown", "--no-cahce"),
                build("flag-unknown-far-off", "--frobnicate=1"),
                build("flag-unknown-letter", "-qx"),
                build("flag-with-one-dash", "-tag", "-platform"),
                of("flag-needs-value", "build", ".", "--tag"),
                build("flag-is-no-truth", "--push=maybe"),
                build("flag-legacy-limit", "-m", "1g"),
                build("flag-legacy-squash", "--squash"),
                build("flag-later", "--policy", "x"),
                build("cache-type", "--cache-from", "type=registri,ref=app:cache"),
                build("cache-type-later", "--cache-to", "type=s3,bucket=b"),
                build("cache-type-missing", "--cache-to", "ref=app:cache"),
                build("cache-reference-missing", "--cache-to", "type=registry,mode=max"),
                build("cache-reference-wrong", "--cache-from", "type=registry,ref=App:Cache"),
                build("cache-attribute", "--cache-to", "type=registry,ref=app:cache,mdoe=max"),
                build("cache-attribute-of-writers", "--cache-from", "type=registry,ref=app:cache,mode=max"),
                build("cache-mode", "--cache-to", "type=registry,ref=app:cache,mode=most"),
                build("cache-folder-missing", "--cache-to", "type=local,src=cache"),
                build("cache-digest", "--cache-from", "type=local,src=cache,digest=latest"),
                build("cache-inline-read", "--cache-from", "type=inline"),
                build(
                        "cache-form",
                        "--cache-to",
                        "type=registry,ref=app:cache,oci-mediatypes=false,image-manifest=true"),
                build("cache-compression", "--cache-to", "type=registry,ref=app:cache,compression=brotli"),
                build("cache-gha-timeout", "--cache-to", "type=gha,url_v2=https://a.example/,token=t,timeout=soon"),
                build("cache-gha-address", "--cache-to", "type=gha,url_v2=nowhere,token=t"),
                build("progress-unknown", "--progress=plian"),
                build("progress-tty-without-terminal", "--progress", "tty"),
                build("quiet-and-plain", "-q", "--progress=plain"),
                build("cache-scope-form", "--cache-scope", "acme/../main"),
                build("cache-scope-outside-of-ci", "--cache-scope=ci"),
                build("cache-key-missing", "--cache-key=no-such-key"),
                build("builder-other", "--builder=remote"),
                build("provenance", "--provenance=mode=max"),
                build("sbom", "--sbom", "true"),
                build("attest", "--attest", "type=sbom"));
    }

    private static List<Case> outputs() {
        return List.of(
                build("output-type-missing", "-o", "dest=x,name=y"),
                build("output-type-unknown", "-o", "type=tarball,dest=x"),
                build("output-type-near", "--output=type=docer"),
                build("output-attribute-unknown", "-o", "type=local,dst=x"),
                build("output-attribute-without-value", "-o", "type=image,push"),
                build("output-quote", "-o", "type=image,name=\"x\""),
                build("output-quote-open", "-o", "\"type=image,name=x"),
                build("output-estargz", "-o", "type=image,compression=estargz"),
                build("output-compression", "-o", "type=image,compression=gzpi"),
                build("output-level", "-o", "type=oci,compression-level=10,dest=x"),
                build("output-push-no-truth", "-o", "type=image,push=yes"),
                build("output-push-without-name", "-o", "type=registry"),
                build("output-local-without-folder", "-o", "type=local"),
                build("output-local-on-stdout", "-o", "type=local,dest=-"),
                build("output-local-is-a-file", "-o", "pom.xml"),
                build("output-tar-is-a-folder", "-o", "type=tar,dest=src"),
                build("output-no-folder", "-o", "type=oci,dest=no-such/x.tar"),
                build("iidfile-no-folder", "--iidfile", "no-such/id"),
                build("metadata-file-no-folder", "--metadata-file=no-such/m.json"),
                build("output-twice-on-stdout", "-o", "-", "-o", "type=oci"),
                build("output-annotation-without-key", "-o", "type=image,annotation.=x"),
                build("platforms-load", "--platform", "linux/amd64,linux/arm64", "--load"),
                build("platforms-docker-archive", "--platform=linux/amd64,linux/arm64", "-o", "type=docker,dest=x"),
                build("platforms-store", "--platform=linux/amd64", "--platform", "linux/arm64", "-t", "x"),
                build("push-without-name", "--push"));
    }

    private static List<Case> values() {
        return List.of(
                build("tag-upper-case", "-t", "example.org/Foo"),
                build("tag-empty", "-t", "x:"),
                build("tag-digest", "-t", "x@sha256:abc"),
                build("platform-unknown", "--platform", "linux/amd64,linux/amd46"),
                build("platform-windows", "--platform=windows/amd64"),
                build("build-arg-empty-name", "--build-arg", "=x"),
                build("secret-without-id", "--secret", "src=pom.xml"),
                build("secret-attribute", "--secret", "id=a,scr=pom.xml"),
                build("secret-file-missing", "--secret", "id=a,src=no/such"),
                build("secret-variable-unset", "--secret", "id=a,env=UNSET"),
                build("ssh-without-agent", "--ssh", "default"),
                build("ssh-key-missing", "--ssh", "id=no-such-key"),
                build("build-context-form", "--build-context", "name"),
                build("build-context-folder-missing", "--build-context", "a=no/such"),
                build("build-context-no-layout", "--build-context", "a=oci-layout://src"),
                build("build-context-digest", "--build-context", "a=oci-layout://src@sha256:12"),
                build("add-host-form", "--add-host", "name"),
                build("add-host-address", "--add-host", "a:1.2.3.4,b:1.2.3"),
                build("shm-size", "--shm-size", "64q"),
                build("ulimit-form", "--ulimit", "nofile"),
                build("ulimit-name", "--ulimit", "nofiel=1"),
                build("ulimit-order", "--ulimit", "nofile=20:10"),
                build("network", "--network", "bridge"),
                build("allow", "--allow", "network.hots"),
                build("annotation-index", "--annotation", "index:key=v"),
                build("output-annotation-index", "-o", "type=oci,dest=x,annotation-index.key=v"),
                build("annotation-form", "--annotation", "key"),
                build("annotation-type", "--annotation", "manifset:key=v"),
                build("annotation-platform", "--annotation", "manifest[linux/amd46]:key=v"),
                build("call", "--call", "outlin"),
                build("call-format", "--call", "check,format=yaml"));
    }

    private static List<Case> others() {
        return List.of(
                of("image-unknown", "image", "lsit"),
                of("image-rm-nothing", "image", "rm"),
                of("image-load-missing", "image", "load", "-i", "no-such.tar"),
                of("image-save-folder", "image", "save", "-o", "src", "x"),
                of("image-name", "image", "pull", "x:y:z"),
                of("bake-url-changed-since", "bake", "https://example.org/x.git", "--changed-since=v1"),
                of("bake-url-from-plan", "bake", "https://example.org/x.git", "--from-plan", "plan.json"),
                of("bake-allow", "bake", "--allow=fs.raed=/x"),
                of("bake-allow-path", "bake", "--allow=fs.read"),
                of("image-digest", "image", "pull", "x@sha256:12"),
                of("run-nothing", "run", "-it"),
                of("run-terminal", "run", "-t", "busybox"),
                of("run-volume", "run", "-v", "data", "busybox"),
                of("run-volume-named", "run", "-v", "data:/data", "busybox"),
                of("run-volume-relative", "run", "-v", ".:data", "busybox"),
                of("run-volume-mode", "run", "-v", ".:/data:rx", "busybox"),
                of("run-env-file", "run", "--env-file", "no-such-file", "busybox"),
                of("run-publish", "run", "-p", "80:80", "busybox"),
                of("run-workdir", "run", "-w", "tmp", "busybox"),
                of("run-pull", "run", "--pull=alwasy", "busybox"),
                of("completion-shell", "completion", "fish"));
    }

    /** A bake file printed with these arguments. */
    private static Case bake(String name, String... arguments) {
        return new Case(
                "bake-" + name,
                Stream.of(
                                List.of("bake", "--print", "-f", "src/test/resources/bake/docker-bake.hcl"),
                                List.of(arguments))
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Case> bake() {
        return List.of(
                bake("set-form", "--set", "web"),
                bake("set-without-value", "--set=web.target"),
                bake("set-target", "--set", "weeb.tags=x"),
                bake("set-target-far-off", "--set", "database.tags=x"),
                bake("set-pattern", "--set", "w[xyz]*.tags=x"),
                bake("set-group", "--set", "default.tags=x"),
                bake("set-attribute", "--set", "web.tgas=x"),
                bake("set-attribute-far-off", "--set", "web.frobnicate=x"),
                bake("set-args-without-name", "--set", "web.args=A=2"),
                bake("set-flag", "--set", "web.no-cache=maybe"),
                bake("set-output", "--set", "web.output=type=local,dest"),
                bake("set-cache", "--set", "*.cache-to=dest=x,mode=max"),
                bake("set-secret", "--set", "web.secrets=id=a,scr=x"),
                bake("set-attest", "--set", "web.attest=mode=max"),
                bake("set-second-of-three", "--set", "web.tags=a", "--set", "web.pull=perhaps", "--set", "api.tags=b"),
                bake("target-unknown", "web", "aip"),
                bake("target-far-off", "database"),
                bake("target-pattern", "x*"),
                bake("target-is-a-repository", "src/test/resources/bake/bare.git"),
                bake("target-is-a-file-url", "file:///srv/project.git"),
                bake("target-is-a-folder", "web", "src/test"),
                bake("target-is-a-file", "src/test/resources/bake/docker-bake.hcl"),
                bake("target-is-no-path", "no-such/place"),
                bake("set-context-of-no-target", "--set", "web.contexts.base=target:aip"),
                bake("plan-form", "--plan=yaml"),
                bake("list-kind", "--list=target"),
                of("bake-file-missing", "bake", "--print", "-f", "no-such.hcl"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theMessageNamesTheArgumentAndWhatIsExpected(Case one) {
        Console console = new Console(Map.of());

        int status = console.run(one.args().toArray(String[]::new));

        assertThat(console.out()).isEmpty();
        assertThat(status).isEqualTo(2);
        String shown = "$ slipway " + String.join(" ", one.args()) + "\n" + console.err();
        assertThat(shown).contains("^");
        Golden.check("messages/" + one.name() + ".txt", shown);
    }

    @Test
    void aTerminalIsNotFloodedWithATar() {
        Console console = new Console(Map.of(), new Io.Terminals(true, true, true));

        assertThat(console.run("build", "-o", "-", ".")).isEqualTo(2);
        assertThat(console.err()).contains("type=tar would write to the terminal");
    }
}
