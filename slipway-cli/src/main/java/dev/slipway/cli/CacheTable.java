// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.List;

/** The commands of {@code slipway cache} that look after what is kept. */
final class CacheTable {
    private static final int MANY = Integer.MAX_VALUE;

    static final Option FILTER = Option.list(
            "filter", "NAME=VALUE", "only these: target=, stage=, scope= (with *), kind=, id=, age=24h, size=100MB");
    static final Option FORMAT = Option.value("format", "FORM", "table or json")
            .choices("table", "json")
            .fallback("table");
    static final Option JSON = Option.flag("json", "the same as --format json");
    static final Option DRY_RUN = Option.flag("dry-run", "remove nothing, and tell what would go and why");
    static final Option ALL = Option.flag("all", "what is pinned as well").letter('a');
    static final Option FORCE =
            Option.flag("force", "do not ask for confirmation").letter('f');
    static final Option RESERVED =
            Option.value("reserved-space", "SIZE", "keep at least so much, what was used last first");
    static final Option MAX_USED =
            Option.value("max-used-space", "SIZE", "keep at most so much, what was used last first");
    static final Option KEEP_STORAGE = Option.value("keep-storage", "SIZE", "the same as --reserved-space");
    static final Option MIN_FREE = Option.value("min-free-space", "SIZE", "until so much is free on the disk");
    static final Option LAST = Option.value("last", "COUNT", "only so many, the latest");

    static final Option SCOPE =
            Option.list("scope", "NAME", "only records of this scope (default: of all; \"\" is that without a name)");
    static final Option MOUNTS =
            Option.list("mounts", "ID[:SIZE],...", "cache mounts too, as mounts= of --cache-to: apt:2GB,cargo or all");
    static final Option EXPORTED = Option.list(
            "filter", "NAME=VALUE", "only these records: target=, stage=, scope= (with *), id=, age=24h, size=100MB");
    static final Option QUIET = Option.flag("quiet", "show no progress").letter('q');

    static final CommandSpec LS = CommandSpec.of(
            "cache ls", "", "List what is in the cache", List.of(FILTER, FORMAT, JSON), CommandSpec.Operands.NONE);
    static final CommandSpec DU = CommandSpec.of(
            "cache du",
            "",
            "Tell how much the cache takes, and how much could go",
            List.of(FILTER, FORMAT, JSON),
            CommandSpec.Operands.NONE);
    static final CommandSpec INSPECT = CommandSpec.of(
            "cache inspect",
            "KEY | LAYER | MOUNT...",
            "Print all that is known of parts of the cache, as JSON",
            List.of(),
            new CommandSpec.Operands(1, MANY, "keys, layers, digests of blobs or ids of mounts"));
    static final CommandSpec GC = CommandSpec.of(
            "cache gc",
            "",
            "Remove what the policy does not keep",
            List.of(DRY_RUN, FORMAT, JSON),
            CommandSpec.Operands.NONE);
    static final CommandSpec PRUNE = CommandSpec.of(
            "cache prune",
            "",
            "Remove what is in the cache, whatever the policy keeps",
            List.of(ALL, FILTER, FORCE, RESERVED, MAX_USED, KEEP_STORAGE, MIN_FREE, DRY_RUN, FORMAT, JSON),
            CommandSpec.Operands.NONE);
    static final CommandSpec LOG = CommandSpec.of(
            "cache log",
            "[ID...]",
            "Tell what was removed, when, and by which rule",
            List.of(LAST, FORMAT, JSON),
            new CommandSpec.Operands(0, MANY, "ids of what was removed"));
    static final CommandSpec PIN = CommandSpec.of(
            "cache pin",
            "[KIND:NAME...]",
            "Keep a target:, mount:, image:, key: or scope: for good, or list what is pinned",
            List.of(),
            new CommandSpec.Operands(0, MANY, "what to pin, such as target:base"));
    static final CommandSpec UNPIN = CommandSpec.of(
            "cache unpin",
            "KIND:NAME...",
            "Take pins back",
            List.of(),
            new CommandSpec.Operands(1, MANY, "what was pinned, such as target:base"));
    static final CommandSpec VERIFY = CommandSpec.of(
            "cache verify", "", "Look whether all that is in the store is whole", List.of(), CommandSpec.Operands.NONE);
    static final CommandSpec REPAIR = CommandSpec.of(
            "cache repair",
            "",
            "Remove from the store what is not whole, and keep the rest",
            List.of(),
            CommandSpec.Operands.NONE);

    static final CommandSpec EXPORT = CommandSpec.of(
            "cache export",
            "FOLDER | type=TYPE,...",
            "Write what the store knows into a cache, for --cache-from and \"cache import\"",
            List.of(EXPORTED, SCOPE, MOUNTS, BuildTable.CACHE_KEY, QUIET, FORMAT, JSON),
            new CommandSpec.Operands(1, 1, "a folder, or what --cache-to takes"));
    static final CommandSpec IMPORT = CommandSpec.of(
            "cache import",
            "FOLDER | type=TYPE,...",
            "Take a cache into the store, so that builds need not read it",
            List.of(
                    BuildTable.CACHE_SCOPE,
                    BuildTable.CACHE_OWN_SCOPE_ONLY,
                    BuildTable.CACHE_KEY,
                    BuildTable.CACHE_REQUIRE_SIGNED,
                    QUIET,
                    FORMAT,
                    JSON),
            new CommandSpec.Operands(1, 1, "a folder, or what --cache-from takes"));

    private CacheTable() {}

    static boolean wantsJson(ParsedOptions options) {
        return options.isSet(JSON) || options.text(FORMAT).equals("json");
    }
}
