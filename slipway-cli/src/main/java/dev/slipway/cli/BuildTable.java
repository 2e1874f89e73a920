// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;

/** The options of {@code slipway build}: those of {@code docker buildx build} 0.29, same names, same meaning; and our own. */
final class BuildTable {
    private static final String WHAT = "What is built";
    private static final String RESULT = "Where the result goes";
    private static final String STEPS = "What the steps get";
    private static final String CACHE = "Caching";
    private static final String SHOWN = "What is shown";
    private static final String LATER = "Not there yet, or without effect";

    static final Option FILE = Option.value(
                    "file", "FILE", "the Dockerfile (default: PATH/Dockerfile; \"-\": standard input)")
            .letter('f')
            .in(WHAT);
    static final Option BUILD_ARG = Option.list(
                    "build-arg", "NAME[=VALUE]", "set a build argument; without a value, that of the environment")
            .in(WHAT);
    static final Option BUILD_CONTEXT = Option.list(
                    "build-context",
                    "NAME=PLACE",
                    "a further context: folder, URL, docker-image://, oci-layout://, apt:")
            .in(WHAT);
    static final Option TARGET = Option.value("target", "STAGE", "the stage to build (default: the last)")
            .in(WHAT);
    static final Option PLATFORM = Option.list(
                    "platform", "OS/ARCH[,...]", "the platforms to build for (default: this machine's)")
            .in(WHAT);
    static final Option LABEL =
            Option.list("label", "KEY=VALUE", "add a label to the image").in(WHAT);
    static final Option ANNOTATION = Option.list(
                    "annotation", "[TYPE:]KEY=VALUE", "add an annotation to the image's manifest or index")
            .in(WHAT);
    static final Option CALL = Option.value(
                    "call", "METHOD", "build, or look at the Dockerfile: check, outline, targets")
            .fallback("build")
            .in(WHAT);
    static final Option CHECK = Option.flag("check", "the same as --call=check").in(WHAT);

    static final Option TAG =
            Option.list("tag", "NAME[:TAG]", "name the image").letter('t').in(RESULT);
    static final Option OUTPUT = Option.list(
                    "output", "SPEC", "image, registry, oci, docker, local, tar or cacheonly: type=T[,dest=PATH][,...]")
            .letter('o')
            .in(RESULT);
    static final Option PUSH =
            Option.flag("push", "push the image to the registries of its names").in(RESULT);
    static final Option LOAD = Option.flag("load", "put the image in the local store, besides other outputs")
            .in(RESULT);
    static final Option IIDFILE =
            Option.value("iidfile", "FILE", "write the image's id to a file").in(RESULT);
    static final Option METADATA_FILE = Option.value("metadata-file", "FILE", "write what was built to a file, as JSON")
            .in(RESULT);

    static final Option SECRET = Option.list(
                    "secret", "id=ID[,src=FILE]", "a secret for RUN --mount=type=secret (or env=VARIABLE)")
            .in(STEPS);
    static final Option SSH = Option.list("ssh", "ID[=SOCKET|KEY]", "an SSH agent or keys for RUN --mount=type=ssh")
            .in(STEPS);
    static final Option NETWORK = Option.value("network", "MODE", "the network of RUN: default, host or none")
            .fallback("default")
            .in(STEPS);
    static final Option ADD_HOST = Option.list(
                    "add-host", "HOST:ADDRESS", "a further line of /etc/hosts (or host-gateway)")
            .in(STEPS);
    static final Option SHM_SIZE = Option.value("shm-size", "BYTES", "the size of /dev/shm, such as 64m")
            .in(STEPS);
    static final Option ULIMIT = Option.list("ulimit", "NAME=SOFT[:HARD]", "a limit of the steps' processes")
            .in(STEPS);
    static final Option ALLOW = Option.list("allow", "PRIVILEGE", "allow RUN network.host or security.insecure")
            .in(STEPS);

    static final Option NO_CACHE =
            Option.flag("no-cache", "run every step anew").in(CACHE);
    static final Option NO_CACHE_FILTER = Option.list(
                    "no-cache-filter", "STAGE[,...]", "run the steps of these stages anew")
            .in(CACHE);
    static final Option PULL =
            Option.flag("pull", "ask the registries for newer bases").in(CACHE);

    static final Option MAX_PARALLELISM = Option.value(
                    "max-parallelism", "NUMBER", "run at most so many steps at once, with all builds of this machine")
            .in(CACHE);

    static final Option FAIL_ON_MISS = Option.flag(
                    "fail-on-miss", "run nothing: if a step would run, tell why, and end with 6")
            .in(CACHE);

    static final Option CACHE_FROM = Option.list(
                    "cache-from",
                    "SPEC",
                    "a cache to read: type=registry,ref=NAME, local,src=FOLDER or gha; or an image")
            .in(CACHE);
    static final Option CACHE_TO = Option.list(
                    "cache-to",
                    "SPEC",
                    "a cache to write: type=registry,ref=NAME, local,dest=FOLDER, inline or gha; with mounts=ID also of cache mounts")
            .in(CACHE);
    static final Option VERIFY_REPRODUCIBLE = Option.flag(
                    "verify-reproducible", "build a second time without the cache, and fail when the result differs")
            .in(CACHE);

    static final Option CACHE_SCOPE = Option.value(
                    "cache-scope",
                    "NAME",
                    "whose cache records are written: acme/app/main, or ci for that of the CI job")
            .in(CACHE);
    static final Option CACHE_OWN_SCOPE_ONLY = Option.flag(
                    "cache-own-scope-only", "use no record of another scope, whatever the policy lists")
            .in(CACHE);
    static final Option CACHE_KEY = Option.value(
                    "cache-key", "FILE", "the key that signs cache records (or SLIPWAY_CACHE_KEY)")
            .in(CACHE);
    static final Option CACHE_REQUIRE_SIGNED = Option.flag(
                    "cache-require-signed", "fail when a cache holds records that are not signed as they must be")
            .in(CACHE);

    static final Option PROGRESS = Option.value("progress", "KIND", "auto, tty, plain, rawjson, quiet or none")
            .choices("auto", "none", "plain", "quiet", "rawjson", "tty")
            .fallback("auto")
            .in(SHOWN);
    static final Option QUIET = Option.flag("quiet", "print the image's id and nothing else")
            .letter('q')
            .in(SHOWN);
    static final Option DEBUG =
            Option.flag("debug", "print stack traces with errors").letter('D').in(SHOWN);

    static final Option ATTEST = Option.list("attest", "SPEC", "an attestation to make")
            .partial("only type=...,disabled=true")
            .in(LATER);
    static final Option PROVENANCE = Option.value("provenance", "false", "make a provenance attestation")
            .partial("only false")
            .in(LATER);
    static final Option SBOM = Option.value("sbom", "false", "make an SBOM attestation")
            .partial("only false")
            .in(LATER);
    static final Option BUILDER = Option.value("builder", "default", "the builder: there is one, \"default\"")
            .partial("only default")
            .in(LATER);
    static final Option CGROUP_PARENT = Option.value("cgroup-parent", "GROUP", "the cgroup of RUN steps")
            .later("steps run in Slipway's own cgroup; leave the option out")
            .in(LATER);
    static final Option POLICY = Option.list("policy", "SPEC", "a source policy")
            .later("policies come with verification; leave the option out")
            .in(LATER);

    private static final List<Option> CURRENT = List.of(
            FILE,
            BUILD_ARG,
            BUILD_CONTEXT,
            TARGET,
            PLATFORM,
            LABEL,
            ANNOTATION,
            CALL,
            CHECK,
            TAG,
            OUTPUT,
            PUSH,
            LOAD,
            IIDFILE,
            METADATA_FILE,
            SECRET,
            SSH,
            NETWORK,
            ADD_HOST,
            SHM_SIZE,
            ULIMIT,
            ALLOW,
            NO_CACHE,
            NO_CACHE_FILTER,
            PULL,
            FAIL_ON_MISS,
            MAX_PARALLELISM,
            CACHE_FROM,
            CACHE_TO,
            VERIFY_REPRODUCIBLE,
            CACHE_SCOPE,
            CACHE_OWN_SCOPE_ONLY,
            CACHE_KEY,
            CACHE_REQUIRE_SIGNED,
            PROGRESS,
            QUIET,
            DEBUG,
            ATTEST,
            PROVENANCE,
            SBOM,
            BUILDER,
            CGROUP_PARENT,
            POLICY);

    static final List<Option> OPTIONS = all();

    static final CommandSpec SPEC = CommandSpec.of(
            "build",
            "PATH | URL | -",
            "Build an image, or files, from a Dockerfile",
            OPTIONS,
            new CommandSpec.Operands(1, 1, "one context: PATH, URL or -"));

    private BuildTable() {}

    private static List<Option> all() {
        List<Option> all = new ArrayList<>(CURRENT);
        all.addAll(LegacyOptions.OPTIONS);
        return List.copyOf(all);
    }
}
