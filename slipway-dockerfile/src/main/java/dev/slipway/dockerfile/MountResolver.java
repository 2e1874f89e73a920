// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.GoPath;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads the options of a mount. They are read in their order, as in BuildKit: {@code type} has to stand before the
 * options that only some types have.
 */
final class MountResolver {
    private static final List<String> TYPES = List.of("bind", "cache", "tmpfs", "secret", "ssh");
    private static final List<String> SHARING = List.of("shared", "private", "locked");
    private static final String SECRETS = "/run/secrets/";

    private final MountFlag flag;
    private final Problems problems = new Problems();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, SourceSpan> places = new HashMap<>();
    private String type = "bind";
    private Optional<Boolean> readOnly = Optional.empty();
    private boolean required;
    private OptionalLong sizeBytes = OptionalLong.empty();

    private MountResolver(MountFlag flag) {
        this.flag = flag;
    }

    static Parsed<Optional<RunMount>> resolve(MountFlag flag, Function<Word, String> expand) {
        MountResolver resolver = new MountResolver(flag);
        for (MountFlag.Option option : flag.options()) {
            resolver.places.put(canonical(option.key().text()), option.key().span());
            if (option.value().isPresent()) {
                Word word = option.value().get();
                resolver.assign(option, new Word(expand.apply(word), word.span()));
            } else {
                resolver.switchOn(option.key());
            }
        }
        resolver.validate();
        Optional<RunMount> mount = resolver.problems.errors() > 0 ? Optional.empty() : Optional.of(resolver.mount());
        return new Parsed<>(mount, resolver.problems.all());
    }

    private static String canonical(String key) {
        return switch (key) {
            case "src" -> "source";
            case "dst", "destination" -> "target";
            case "ro" -> "readonly";
            case "rw" -> "readwrite";
            default -> key;
        };
    }

    private void switchOn(Located key) {
        switch (canonical(key.text())) {
            case "readonly" -> readOnly = Optional.of(true);
            case "readwrite" -> readOnly = Optional.of(false);
            case "required" -> {
                required = true;
                onlyFor(key, "secret", "ssh");
            }
            default -> {
                if (MountReader.keys().contains(key.text())) {
                    problems.error(
                            "invalid field '" + key.text() + "' must be a key=value pair",
                            "write " + key.text() + "=VALUE",
                            key.span());
                } else {
                    unknown(key);
                }
            }
        }
    }

    private void unknown(Located key) {
        problems.add(Diagnostic.error("unexpected key '" + key.text() + "' in mount", key.span())
                .withHelp(Suggestion.didYouMean(key.text(), MountReader.keys())
                        .orElse(
                                "expected one of type, from, source, target, id, sharing, readonly, required, size, mode, uid,"
                                        + " gid, env")));
    }

    private void onlyFor(Located key, String... allowed) {
        if (!List.of(allowed).contains(type)) {
            problems.error(
                    "unexpected key '" + key.text() + "' for mount type '" + type + "'",
                    "allowed after type=" + String.join(" or type=", allowed),
                    key.span());
        }
    }

    private void assign(MountFlag.Option option, Word value) {
        Located key = option.key();
        String name = canonical(key.text());
        switch (name) {
            case "type" -> type = choice(value, TYPES, "unsupported mount type").orElse(type);
            case "sharing" ->
                choice(value, SHARING, "unsupported sharing value").ifPresent(mode -> texts.put(name, mode));
            case "from", "source", "target", "id", "env" -> texts.put(name, value.raw());
            case "readonly" -> readOnly = bool(key, value);
            case "readwrite" -> readOnly = bool(key, value).map(writable -> !writable);
            case "required" -> {
                onlyFor(key, "secret", "ssh");
                required = bool(key, value).orElse(false);
            }
            case "size" -> {
                onlyFor(key, "tmpfs");
                sizeBytes = size(value);
            }
            case "mode" -> number(name, value, 8);
            case "uid", "gid" -> number(name, value, 10);
            default -> unknown(key);
        }
    }

    private Optional<String> choice(Word value, List<String> choices, String summary) {
        String lower = value.raw().toLowerCase(Locale.ROOT);
        if (choices.contains(lower)) {
            return Optional.of(lower);
        }
        problems.add(Diagnostic.error(summary + " \"" + value.raw() + "\"", value.span())
                .withHelp(Suggestion.didYouMean(lower, choices)
                        .orElseGet(() -> "expected " + String.join(", ", choices))));
        return Optional.empty();
    }

    private Optional<Boolean> bool(Located key, Word value) {
        return switch (value.raw()) {
            case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
            case "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
            default -> {
                problems.error(
                        "invalid value for " + key.text() + ": " + value.raw(), "expected true or false", value.span());
                yield Optional.empty();
            }
        };
    }

    private void number(String name, Word value, int radix) {
        try {
            // a sign is no digit
            if (value.raw().isEmpty() || Character.digit(value.raw().charAt(0), radix) < 0) {
                throw new NumberFormatException();
            }
            numbers.put(name, Integer.parseInt(value.raw(), radix));
        } catch (NumberFormatException _) {
            problems.error(
                    "invalid value " + value.raw() + " for " + name,
                    radix == 8 ? "expected an octal number such as 0755" : "expected a number",
                    value.span());
        }
    }

    private OptionalLong size(Word value) {
        OptionalLong bytes = ByteSize.parse(value.raw());
        if (bytes.isEmpty()) {
            problems.error("invalid value for size: " + value.raw(), "expected such as 64m or 1g", value.span());
        }
        return bytes;
    }

    private void validate() {
        boolean owned = type.equals("secret") || type.equals("ssh") || type.equals("cache");
        for (String name : List.of("mode", "uid", "gid")) {
            if (!owned && numbers.containsKey(name)) {
                problems.error(name + " not allowed for \"" + type + "\" type mounts", "remove it", place(name));
            }
        }
        if (type.equals("secret")) {
            validateSecret();
        } else if (texts.containsKey("sharing") && !type.equals("cache")) {
            problems.error("invalid cache sharing set for " + type + " mount", "remove it", place("sharing"));
        }
        if (type.equals("ssh") && !text("source").isEmpty()) {
            problems.error("ssh does not support source", "write id=NAME", place("source"));
        }
        boolean needsTarget = type.equals("bind") || type.equals("cache") || type.equals("tmpfs");
        if (needsTarget && GoPath.clean(text("target")).equals("/")) {
            problems.error(
                    "invalid mount target \"" + text("target") + "\"", "expected a path below /", place("target"));
        }
    }

    private void validateSecret() {
        if (!text("from").isEmpty()) {
            problems.error("secret mount should not have a from", "remove it", place("from"));
        }
        if (texts.containsKey("sharing")) {
            problems.error("secret mount should not define sharing", "remove it", place("sharing"));
        }
        if (text("source").isEmpty() && text("target").isEmpty() && text("id").isEmpty()) {
            problems.error(
                    "invalid secret mount. one of source, target required", "add id=NAME or target=PATH", flag.span());
        }
        if (!text("source").isEmpty() && !text("id").isEmpty()) {
            problems.error("both source and id can't be set", "remove one of them", place("source"));
        }
    }

    private SourceSpan place(String name) {
        return places.getOrDefault(name, flag.span());
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }

    private Optional<String> given(String name) {
        return Optional.of(text(name)).filter(value -> !value.isEmpty());
    }

    private RunMount mount() {
        return switch (type) {
            case "cache" ->
                new RunMount.Cache(
                        given("id").orElseGet(() -> GoPath.clean(text("target"))),
                        given("from"),
                        text("source"),
                        text("target"),
                        RunMount.Sharing.valueOf(
                                given("sharing").orElse("shared").toUpperCase(Locale.ROOT)),
                        readOnly.orElse(false),
                        ownership());
            case "tmpfs" -> new RunMount.Tmpfs(text("target"), sizeBytes);
            case "secret" -> secret();
            case "ssh" -> new RunMount.Ssh(given("id").orElse("default"), given("target"), required, ownership());
            default -> new RunMount.Bind(given("from"), text("source"), text("target"), readOnly.orElse(true));
        };
    }

    private RunMount secret() {
        String target = text("target");
        String id = given("source").or(() -> given("id")).orElseGet(() -> lastPart(target));
        Optional<String> env = given("env");
        Optional<String> file =
                given("target").or(() -> env.isPresent() ? Optional.empty() : Optional.of(SECRETS + lastPart(id)));
        return new RunMount.Secret(id, file, env, required, ownership());
    }

    private static String lastPart(String path) {
        String clean = GoPath.clean(path);
        return clean.substring(clean.lastIndexOf('/') + 1);
    }

    private RunMount.Ownership ownership() {
        return new RunMount.Ownership(number("uid"), number("gid"), number("mode"));
    }

    private OptionalInt number(String name) {
        Integer value = numbers.get(name);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
