// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Durations;
import dev.slipway.bake.Sizes;
import dev.slipway.gc.Kept;
import dev.slipway.gc.Pin;
import dev.slipway.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which parts of the cache are meant, by {@code --filter NAME=VALUE}; all filters that are given must hold. */
final class CacheFilter {
    private static final List<String> NAMES = List.of("target", "stage", "id", "kind", "scope", "age", "size");

    private CacheFilter() {}

    static Predicate<CacheItems.Item> read(List<Argument> filters, long now) {
        List<Predicate<CacheItems.Item>> all = new ArrayList<>();
        filters.forEach(filter -> all.add(one(filter, now)));
        return item -> all.stream().allMatch(filter -> filter.test(item));
    }

    private static Predicate<CacheItems.Item> one(Argument filter, long now) {
        int equals = filter.text().indexOf('=');
        String name = equals < 0 ? filter.text() : filter.text().substring(0, equals);
        String value = filter.text().substring(equals + 1);
        if (equals < 0 || value.isEmpty()) {
            throw filter.error("this is no filter", "expected NAME=VALUE, such as target=release-*");
        }
        return switch (name) {
            case "target" -> item -> item.targets().stream().anyMatch(target -> Pin.matches(value, target));
            case "stage" -> item -> item.namings().stream().anyMatch(naming -> Pin.matches(value, naming.stage()));
            case "scope" -> item -> item.scopes().stream().anyMatch(scope -> Pin.matches(value, scope));
            case "kind", "type" -> {
                Kept wanted = kind(filter, value);
                yield item -> item.kind() == wanted;
            }
            case "id" -> item -> isId(item, value);
            case "age", "until", "unused-for" -> {
                long limit = now - time(filter, value).toMillis();
                yield item -> item.lastUsed() < limit;
            }
            case "size" -> {
                long least = size(filter, value);
                yield item -> item.size() >= least;
            }
            default -> {
                String hint = Suggestion.didYouMean(name, NAMES).orElse("expected " + String.join(", ", NAMES));
                throw filter.error("there is no filter \"" + name + "\"", hint);
            }
        };
    }

    private static Kept kind(Argument filter, String value) {
        List<String> words = new ArrayList<>();
        for (Kept kind : Kept.values()) {
            if (kind.word().equals(value)) {
                return kind;
            }
            words.add(kind.word());
        }
        String hint = Suggestion.didYouMean(value, words).orElse("expected " + String.join(", ", words));
        throw filter.error("there is no kind \"" + value + "\"", hint);
    }

    /** Whether the text is the id or the begin of it, or of the key of a record that names the item. */
    static boolean isId(CacheItems.Item item, String text) {
        String bare = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
        String id = item.id().startsWith("sha256:") ? item.id().substring("sha256:".length()) : item.id();
        return id.equals(text)
                || (bare.length() >= 4
                        && (id.startsWith(bare)
                                || item.namings().stream()
                                        .anyMatch(naming -> naming.id().startsWith(bare))));
    }

    static Duration time(Argument place, String text) {
        Optional<Duration> time = Durations.parse(text);
        return time.orElseThrow(() -> place.error("\"" + text + "\" is no span of time", "expected 24h, 30m or 14d"));
    }

    static long size(Argument place, String text) {
        return Sizes.parse(text)
                .orElseThrow(() -> place.error("\"" + text + "\" is no size", "expected 10GB or 512MB"));
    }
}
