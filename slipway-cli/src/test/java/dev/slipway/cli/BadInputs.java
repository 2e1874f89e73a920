// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static dev.slipway.cli.BadInput.bad;
import static dev.slipway.cli.BadInput.bytes;
import static dev.slipway.cli.BadInput.dockerfile;
import static dev.slipway.cli.BadInput.file;
import static dev.slipway.cli.BadInput.folder;
import static dev.slipway.cli.BadInput.link;
import static dev.slipway.cli.BadInput.made;
import static dev.slipway.cli.BadInput.sparse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Builds that fail before anything is mounted, so that they need neither root nor a network. */
final class BadInputs {
    private static final int BUILD = 1;
    private static final int USAGE = 2;
    private static final int SOURCE = 3;
    private static final int REGISTRY = 4;
    private static final int HOST = 5;
    private static final byte[] NOISE = "\u001f\u008b\b\0not really compressed".getBytes(StandardCharsets.ISO_8859_1);

    private BadInputs() {}

    static List<BadInput> all() {
        return Stream.of(dockerfiles(), stages(), copies(), copied(), contexts(), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<BadInput> dockerfiles() {
        return List.of(
                bad("dockerfile-missing", USAGE),
                bad("dockerfile-missing-named", USAGE, dockerfile("FROM scratch"))
                        .with("-f", "CONTEXT/Dockerfiel"),
                bad("dockerfile-is-a-folder", USAGE, folder("Dockerfile")),
                bad("dockerfile-is-a-fifo", USAGE, made("mkfifo", "Dockerfile")),
                bad("dockerfile-is-a-link-loop", USAGE, link("Dockerfile", "Dockerfile")),
                bad("dockerfile-link-to-nothing", USAGE, link("Dockerfile", "gone")),
                bad("dockerfile-huge", USAGE, sparse("Dockerfile", 1L << 40)),
                bad("dockerfile-empty", SOURCE, file("Dockerfile", "")),
                bad("dockerfile-is-binary", SOURCE, bytes("Dockerfile", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0})),
                bad("dockerfile-without-from", SOURCE, dockerfile("RUN true")),
                bad("dockerfile-unknown-instruction", SOURCE, dockerfile("FROM scratch", "COPPY a b")),
                bad("dockerfile-unknown-flag", SOURCE, dockerfile("FROM scratch", "COPY --form=x a b")),
                bad("dockerfile-two-faults", SOURCE, dockerfile("FORM scratch", "FROM scratch", "RUNN true")),
                bad("dockerfile-stdin-empty", SOURCE).with("-f", "-"),
                bad(
                        "ignore-file-with-bad-pattern",
                        SOURCE,
                        dockerfile("FROM scratch"),
                        file(".dockerignore", "a\n[b\n")),
                bad(
                        "ignore-file-hides-what-is-copied",
                        BUILD,
                        dockerfile("FROM scratch", "COPY a /"),
                        file("a", "a"),
                        file(".dockerignore", "*\n!b\n")));
    }

    private static List<BadInput> stages() {
        return List.of(
                bad("target-unknown", USAGE, dockerfile("FROM scratch AS build", "FROM scratch AS final"))
                        .with("--target", "biuld"),
                bad("target-number", USAGE, dockerfile("FROM scratch")).with("--target", "7"),
                bad("stage-of-its-own", SOURCE, dockerfile("FROM scratch AS a", "COPY --from=a /x /y")),
                bad("stage-number-too-high", SOURCE, dockerfile("FROM scratch", "FROM scratch", "COPY --from=2 /x /y")),
                bad(
                        "stages-in-a-circle",
                        SOURCE,
                        dockerfile(
                                "FROM scratch AS a",
                                "COPY --from=b /x /",
                                "FROM scratch AS b",
                                "COPY --from=a /x /",
                                "FROM a")),
                bad("base-form", SOURCE, dockerfile("FROM Bad:Name:x")),
                bad("base-empty", SOURCE, dockerfile("ARG base", "FROM $base")),
                bad("base-upper-case", SOURCE, dockerfile("FROM BusyBox")),
                bad("mount-type-unknown", SOURCE, dockerfile("FROM scratch", "RUN --mount=type=cahce,target=/t true")),
                bad("mount-without-target", SOURCE, dockerfile("FROM scratch", "RUN --mount=type=cache true")),
                bad(
                        "secret-missing",
                        BUILD,
                        dockerfile("FROM scratch", "RUN --mount=type=secret,id=token,required=true true")),
                bad("base-unreachable", REGISTRY, dockerfile("FROM 127.0.0.1:1/app:1")),
                bad(
                        "copy-source-image-unreachable",
                        REGISTRY,
                        dockerfile("FROM scratch", "COPY --from=127.0.0.1:1/tools /a /b")),
                bad("apt-suite-empty", SOURCE, dockerfile("FROM apt:")),
                bad("apt-option-unknown", SOURCE, dockerfile("FROM apt:bookworm?inlcude=gcc")),
                bad("apt-variant-unknown", SOURCE, dockerfile("FROM apt:bookworm?variant=tiny")),
                bad("apt-package-name", SOURCE, dockerfile("FROM apt:bookworm?include=gcc,--hook")),
                bad("apt-suite-form", SOURCE, dockerfile("FROM apt:../../etc")));
    }

    private static List<BadInput> copies() {
        return List.of(
                bad("copy-missing", BUILD, dockerfile("FROM scratch", "COPY app.conf /etc/"), file("other", "")),
                bad(
                        "copy-missing-near",
                        BUILD,
                        dockerfile("FROM scratch", "COPY app.cnof /etc/"),
                        file("app.conf", "")),
                bad(
                        "copy-missing-deep",
                        BUILD,
                        dockerfile("FROM scratch", "COPY src/main/pap.c /"),
                        file("src/main/app.c", "")),
                bad("copy-missing-one-of-two", BUILD, dockerfile("FROM scratch", "COPY a b /d/"), file("a", "")),
                bad(
                        "copy-chmod-unknown-letter",
                        BUILD,
                        dockerfile("FROM scratch", "COPY --chmod=u+q a /"),
                        file("a", "")),
                bad("copy-case-differs", BUILD, dockerfile("FROM scratch", "COPY readme.md /"), file("README.md", "")),
                bad("copy-above-the-context", BUILD, dockerfile("FROM scratch", "COPY ../secret /")),
                bad("copy-malformed-pattern", BUILD, dockerfile("FROM scratch", "COPY [a /"), file("a", "")),
                bad(
                        "copy-name-with-control-characters",
                        BUILD,
                        dockerfile("FROM scratch", "COPY [\"a\\u001b]0;x\", \"/\"]")),
                bad(
                        "copy-from-a-folder-above-by-link",
                        BUILD,
                        dockerfile("FROM scratch", "COPY up/x /"),
                        link("up", "..")));
    }

    private static List<BadInput> copied() {
        return List.of(
                bad(
                        "copy-chown-user-unknown",
                        BUILD,
                        dockerfile("FROM scratch", "COPY --chown=nobdy a /"),
                        file("a", "")),
                bad("copy-chown-form", BUILD, dockerfile("FROM scratch", "COPY --chown=1:2:3 a /"), file("a", "")),
                bad("copy-chmod-form", BUILD, dockerfile("FROM scratch", "COPY --chmod=9x9 a /"), file("a", "")),
                bad(
                        "copy-onto-a-folder-that-is-a-file",
                        BUILD,
                        dockerfile("FROM scratch", "COPY a /x", "COPY a /x/y"),
                        file("a", "")),
                bad(
                        "copy-folder-onto-a-file",
                        BUILD,
                        dockerfile("FROM scratch", "COPY a /x", "COPY d /x"),
                        file("a", ""),
                        file("d/e", "")),
                bad(
                        "copy-through-a-link-loop",
                        BUILD,
                        dockerfile("FROM scratch", "COPY loop/a /"),
                        link("loop", "loop")),
                bad(
                        "copy-through-a-link-out",
                        BUILD,
                        dockerfile("FROM scratch", "COPY out/passwd /"),
                        link("out", "/etc")),
                bad(
                        "copy-through-a-link-above",
                        BUILD,
                        dockerfile("FROM scratch", "COPY out/hostname /"),
                        link("out", "../../../../../../etc")),
                bad("copy-through-a-file", BUILD, dockerfile("FROM scratch", "COPY a/b /"), file("a", "")),
                bad(
                        "copy-of-a-socket",
                        BUILD,
                        dockerfile("FROM scratch", "COPY s /"),
                        made("python3", "-c", "import socket; socket.socket(socket.AF_UNIX).bind('s')")),
                bad(
                        "add-cut-tar",
                        BUILD,
                        dockerfile("FROM scratch", "ADD a.tar /"),
                        file("f", "x".repeat(3000)),
                        made("sh", "-c", "tar cf - f | head -c 2000 >a.tar")),
                bad(
                        "add-tar-leading-out",
                        BUILD,
                        dockerfile("FROM scratch", "ADD a.tar /d/"),
                        file("f", "x"),
                        made("tar", "cPf", "a.tar", "--transform=s,^,../../,", "f")));
    }

    private static List<BadInput> contexts() {
        return List.of(
                bad("context-missing", USAGE).alone("BESIDE/gone"),
                bad("context-is-a-file", USAGE, file("f", "")).alone("CONTEXT/f"),
                bad("context-is-a-device", USAGE).alone("/dev/null"),
                bad("context-is-a-link-loop", USAGE, link("l", "l")).alone("CONTEXT/l"),
                bad("stdin-empty", SOURCE).alone("-"),
                bad("stdin-is-no-dockerfile", SOURCE)
                        .alone("-")
                        .reading("hello, world\n".getBytes(StandardCharsets.UTF_8)),
                bad("stdin-broken-gzip", SOURCE).alone("-").reading(NOISE),
                bad("stdin-tar-cut", SOURCE).alone("-").reading(Tars.cut()),
                bad("stdin-tar-without-dockerfile", USAGE).alone("-").reading(Tars.of("a", "a")),
                bad("stdin-tar-leading-out", SOURCE).alone("-").reading(Tars.of("../../a", "a")),
                bad("stdin-dockerfile-outside", USAGE).alone("-f", "../x", "-").reading(Tars.of("a", "a")),
                bad("git-missing", REGISTRY).alone("git://127.0.0.1:1/gone.git"),
                bad("git-dash", USAGE).alone("git://127.0.0.1:1/gone.git#--upload-pack=x"),
                bad(
                        "frontend-unknown",
                        SOURCE,
                        dockerfile("# syntax=example.com/buildpack:1 --option", "FROM scratch")),
                bad("frontend-pinned", SOURCE, dockerfile("#syntax=docker/dockerfile:1.7@sha256:0011", "FROM scratch")),
                bad(
                        "frontend-of-a-later-version",
                        SOURCE,
                        dockerfile("# syntax = docker.io/docker/dockerfile:2", "FROM a")),
                bad("frontend-argument", USAGE, dockerfile("FROM scratch"))
                        .with("--build-arg", "BUILDKIT_SYNTAX=example.com/x"),
                bad("add-git-missing", REGISTRY, dockerfile("FROM scratch", "ADD git://127.0.0.1:1/gone.git#v1 /src")),
                bad(
                        "add-git-dash",
                        USAGE,
                        dockerfile("FROM scratch", "ADD git://127.0.0.1:1/gone.git#--upload-pack=x /")),
                bad("add-url-nobody-answers", REGISTRY, dockerfile("FROM scratch", "ADD a http://127.0.0.1:1/b /x/")),
                bad("url-nobody-answers", REGISTRY).alone("http://127.0.0.1:1/a.tar.gz"),
                bad("named-context-missing", USAGE, dockerfile("FROM scratch"))
                        .with("--build-context", "x=BESIDE/gone"),
                bad("named-layout-is-none", USAGE, dockerfile("FROM x"))
                        .with("--build-context", "x=oci-layout://CONTEXT"),
                bad(
                                "named-layout-torn",
                                USAGE,
                                dockerfile("FROM x"),
                                file("l/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"),
                                file("l/index.json", "{\"schemaVersion\":2,"))
                        .with("--build-context", "x=oci-layout://CONTEXT/l"),
                bad(
                                "named-layout-empty",
                                USAGE,
                                dockerfile("FROM x"),
                                file("l/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"),
                                file("l/index.json", "{\"schemaVersion\":2,\"manifests\":[]}"))
                        .with("--build-context", "x=oci-layout://CONTEXT/l"));
    }

    private static List<BadInput> others() {
        return List.of(
                bad("epoch-form", USAGE, dockerfile("FROM scratch")).with("--build-arg", "SOURCE_DATE_EPOCH=yesterday"),
                bad("variable-form", SOURCE, dockerfile("FROM scratch", "ENV a=${b")),
                bad("variable-required", SOURCE, dockerfile("FROM scratch", "ARG v", "ENV a=\"${v:?say which}\"")),
                bad("expose-form", SOURCE, dockerfile("FROM scratch", "EXPOSE 80/sctpx")),
                bad("stopsignal-unknown", SOURCE, dockerfile("FROM scratch", "STOPSIGNAL SIGKILLL")),
                bad("healthcheck-form", SOURCE, dockerfile("FROM scratch", "HEALTHCHECK --interval=5parsecs CMD true")),
                bad("onbuild-nested", SOURCE, dockerfile("FROM scratch", "ONBUILD ONBUILD RUN true")),
                bad("local-output-below-a-file", HOST, dockerfile("FROM scratch", "COPY f /"), file("f", ""))
                        .with("-o", "type=local,dest=CONTEXT/f/out"));
    }
}
