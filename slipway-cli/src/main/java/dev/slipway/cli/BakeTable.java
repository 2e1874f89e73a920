// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.List;

/** The options of {@code slipway bake}. */
final class BakeTable {
    private static final String WHAT = "What is built";
    private static final String CHANGE = "What is changed in the targets";

    static final Option FILE = Option.list("file", "FILE", "a bake or compose file (\"-\": standard input)")
            .letter('f')
            .in(WHAT);
    static final Option PRINT = Option.flag("print", "print the targets with all values found, as JSON")
            .in(WHAT);
    static final Option LIST = Option.value("list", "KIND", "list targets or variables; type=KIND,format=json as JSON")
            .in(WHAT);
    static final Option SET = Option.list(
                    "set", "TARGET.ATTRIBUTE=VALUE", "set an attribute; TARGET may hold *, += adds to it")
            .in(CHANGE);
    static final Option NO_CACHE =
            Option.flag("no-cache", "the same as --set=*.no-cache=true").in(CHANGE);
    static final Option PULL =
            Option.flag("pull", "the same as --set=*.pull=true").in(CHANGE);
    static final Option PUSH =
            Option.flag("push", "the same as --set=*.push=true").in(CHANGE);
    static final Option LOAD =
            Option.flag("load", "the same as --set=*.load=true").in(CHANGE);
    static final Option PROVENANCE = Option.value(
                    "provenance", "SPEC", "the same as --set=*.attest=type=provenance,...")
            .in(CHANGE);
    static final Option SBOM = Option.value("sbom", "SPEC", "the same as --set=*.attest=type=sbom,...")
            .in(CHANGE);
    static final Option ALLOW = Option.list(
                    "allow",
                    "PRIVILEGE",
                    "allow network.host, security.insecure, ssh, or fs=PATH, fs.read=PATH, fs.write=PATH outside of the folder")
            .in(CHANGE);
    static final Option PLAN = Option.flag(
                    "plan",
                    "tell what is there, what would run and why, and what would be pushed; end with 3 if a step would run; --plan=json for programs")
            .choices("json")
            .in(WHAT);
    static final Option MATRIX_JSON = Option.flag("matrix-json", "print the targets as the matrix of a CI job")
            .in(WHAT);
    static final Option SAVE_PLAN = Option.value(
                    "save-plan", "FILE", "write the targets with all values found to a file, for --from-plan")
            .in(WHAT);
    static final Option FROM_PLAN = Option.value(
                    "from-plan", "FILE", "take the targets from such a file, in place of bake files")
            .in(WHAT);
    static final Option CHANGED_SINCE = Option.value(
                    "changed-since",
                    "REV",
                    "only targets that files can affect which have changed since the git revision")
            .in(WHAT);
    static final Option ENSURE = Option.flag(
                    "ensure", "build and push only those of the targets whose tags their registry has not got")
            .in(WHAT);
    static final Option IDENTITY = Option.flag(
                    "identity",
                    "tell what the targets are made of, as identity() does, and what has changed since; --identity=json for programs")
            .choices("json")
            .in(WHAT);
    static final Option STRICT = Option.flag(
                    "strict",
                    "what nothing reads in the files, or one target overwrites for another, is an error, not a warning")
            .in(WHAT);

    static final CommandSpec SPEC = CommandSpec.of(
            "bake",
            "[URL [CONTEXT-URL]] [TARGET...]",
            "Build the targets that bake files define",
            List.of(
                    FILE,
                    PRINT,
                    LIST,
                    PLAN,
                    MATRIX_JSON,
                    SAVE_PLAN,
                    FROM_PLAN,
                    CHANGED_SINCE,
                    ENSURE,
                    IDENTITY,
                    STRICT,
                    BuildTable.FAIL_ON_MISS,
                    BuildTable.MAX_PARALLELISM,
                    SET,
                    NO_CACHE,
                    PULL,
                    PUSH,
                    LOAD,
                    PROVENANCE,
                    SBOM,
                    ALLOW,
                    BuildTable.CACHE_SCOPE,
                    BuildTable.CACHE_OWN_SCOPE_ONLY,
                    BuildTable.CACHE_KEY,
                    BuildTable.CACHE_REQUIRE_SIGNED,
                    BuildTable.CALL,
                    BuildTable.CHECK,
                    BuildTable.METADATA_FILE,
                    BuildTable.PROGRESS,
                    BuildTable.DEBUG,
                    BuildTable.BUILDER),
            new CommandSpec.Operands(
                    0, Integer.MAX_VALUE, "a git repository or bake file by its URL, and names of targets"));

    private BakeTable() {}
}
