// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Block;
import dev.slipway.hcl.Scope;
import dev.slipway.text.SourceException;
import dev.slipway.text.Suggestion;
import java.util.List;
import java.util.Map;

/** Finds what a job's caches are, with the values that it has of its matrix. */
record JobCacheReader(Map<String, Block> blocks, Scope scope) {
    private static final PolicyBlock.Words CACHE =
            new PolicyBlock.Words("a cache with a name", List.of("path", "key", "restore-keys", "max-size"), Map.of());
    private static final int MOST_KEY = 512;

    JobCache read(PlacedText name) {
        Block block = blocks.get(name.text());
        if (block == null) {
            String help = blocks.isEmpty()
                    ? "write a block cache \"" + name.text() + "\" { path = ... key = ... }"
                    : "the caches are " + String.join(", ", blocks.keySet());
            throw name.fault(
                    "there is no cache \"" + name.text() + "\"",
                    Suggestion.didYouMean(name.text(), blocks.keySet()).orElse(help));
        }
        PolicyBlock cache = new PolicyBlock(block, CACHE, scope);
        List<PlacedText> restore = cache.texts("restore-keys");
        restore.forEach(JobCacheReader::checkKey);
        return new JobCache(
                name.text(),
                path(needed(cache, block, "path", "where the job finds it: path = \"/root/.cache/go-build\"")),
                checkKey(needed(cache, block, "key", "of what it holds: key = \"go-${hash_files(\"go.sum\")}\"")),
                restore,
                cache.size("max-size").orElse(Long.MAX_VALUE));
    }

    /** Words that a block can't have are told; its values may depend on the job. */
    void check(Block block) {
        PolicyBlock cache = new PolicyBlock(block, CACHE, scope);
        for (String word : List.of("path", "key")) {
            if (!cache.has(word)) {
                throw SourceException.at(
                        block.header(), "the cache has no \"" + word + "\"", "expected path = ... and key = ...");
            }
        }
    }

    private static PlacedText needed(PolicyBlock cache, Block block, String word, String help) {
        return cache.text(word)
                .orElseThrow(() -> SourceException.at(block.header(), "the cache has no \"" + word + "\"", help));
    }

    private static PlacedText path(PlacedText path) {
        if (path.text().startsWith("~")) {
            throw path.fault("nobody expands \"~\" here", "write the home folder that the image has: /root/...");
        }
        if (path.text().isBlank() || List.of(path.text().split("/", -1)).contains("..")) {
            throw path.fault("\"" + path.text() + "\" is no place for a cache", "expected a folder of its own");
        }
        return path;
    }

    private static PlacedText checkKey(PlacedText key) {
        boolean isPlain = !key.text().isBlank() && key.text().length() <= MOST_KEY;
        for (int i = 0; i < key.text().length(); i++) {
            isPlain &= key.text().charAt(i) > ' '
                    && key.text().charAt(i) != ','
                    && key.text().charAt(i) < 127;
        }
        if (!isPlain) {
            throw key.fault(
                    "\"" + key.text() + "\" is no key",
                    "expected 1 to " + MOST_KEY + " characters of ASCII without blanks and commas");
        }
        return key;
    }
}
