// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CachePlace;
import dev.slipway.cache.CacheSink;
import dev.slipway.cache.MountSelection;
import dev.slipway.export.LayerPacker;
import dev.slipway.trust.CacheScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads where {@code cache export} and {@code cache import} write and read, and what is chosen. */
final class CacheTransferReader {
    private static final String TAG = "latest";

    private CacheTransferReader() {}

    /** A folder, or the attributes of {@code --cache-to}; it fails where that only warns. */
    static CacheSink sink(ParsedOptions options, Map<String, String> environment) {
        Argument to = options.operands().getFirst();
        CacheSink sink =
                hasAttributes(to) ? new CacheReader(environment).sink(to).failing() : folder(to);
        if (sink.place() instanceof CachePlace.Inline) {
            throw to.error(
                    "only a build has an image to put its cache in", "expected: a folder, type=registry, local or gha");
        }
        List<Argument> mounts = options.values(CacheTable.MOUNTS);
        if (mounts.isEmpty()) {
            return sink;
        }
        if (!sink.selection().mounts().isEmpty()) {
            throw mounts.getFirst().error("cache mounts are chosen twice", "leave out mounts= of the destination");
        }
        return sink.with(MountsReader.read(mounts, MountSelection.UNLIMITED));
    }

    private static CacheSink folder(Argument to) {
        Path folder = Paths.of(to);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw to.error("this is a file", "expected: a folder, which is made if need be");
        }
        return new CacheSink(
                new CachePlace.Local(folder, TAG, Optional.empty()),
                new CacheSink.Selection(CacheSink.Mode.MAX, MountSelection.NONE),
                new CacheSink.Form(LayerPacker.Form.PLAIN, true, true, false),
                CacheSink.OnFailure.FAIL);
    }

    /** A folder, or the attributes of {@code --cache-from}. */
    static CachePlace source(Argument from, Map<String, String> environment) {
        if (hasAttributes(from)) {
            return new CacheReader(environment).source(Attributes.of(from));
        }
        Path folder = Paths.of(from);
        if (!Files.isDirectory(folder)) {
            throw from.error("there is no such folder", "a cache in a registry is type=registry,ref=" + from.text());
        }
        return new CachePlace.Local(folder, TAG, Optional.empty());
    }

    /** A folder whose name has an equals sign is named with a slash before it: {@code ./a=b}. */
    private static boolean hasAttributes(Argument place) {
        int equals = place.text().indexOf('=');
        return equals >= 0 && place.text().lastIndexOf('/', equals) < 0;
    }

    /** The scopes that are named; none where all are meant. */
    static Set<CacheScope> scopes(ParsedOptions options) {
        Set<CacheScope> scopes = new LinkedHashSet<>();
        for (Argument name : options.values(CacheTable.SCOPE)) {
            Optional<String> fault = CacheScope.fault(name.text());
            if (fault.isPresent()) {
                throw name.error(fault.get(), "expected: a name such as acme/app/main");
            }
            scopes.add(new CacheScope(name.text()));
        }
        return scopes;
    }
}
