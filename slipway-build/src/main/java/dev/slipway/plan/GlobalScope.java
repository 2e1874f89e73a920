// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.words.Expanded;
import dev.slipway.dockerfile.words.Variables;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.dockerfile.words.WordExpander;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.oci.Platform;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.Suggestion;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What FROM sees: the arguments that stand before the first one, and those that every Dockerfile has. */
final class GlobalScope {
    private final PlanRequest request;
    private final WordExpander words;
    private final Map<String, String> values;

    /** @param outline where the arguments are noted */
    GlobalScope(PlanRequest request, WordExpander words, OutlineCapture outline) {
        this.request = request;
        this.words = words;
        this.values = builtInArgs(request);
        for (Instruction.Arg arg : request.dockerfile().globalArgs()) {
            for (Instruction.Declaration declaration : arg.declarations()) {
                declare(arg, declaration, outline);
            }
        }
    }

    /** The arguments that every Dockerfile has, with what the user made of them. */
    static Map<String, String> builtInArgs(PlanRequest request) {
        Map<String, String> found = PlatformArgs.of(
                request.buildPlatform(),
                request.platform(),
                request.target()
                        .or(() -> request.dockerfile().stages().getLast().name())
                        .orElse("default"));
        found.replaceAll((name, value) -> request.buildArgs().getOrDefault(name, value));
        return found;
    }

    private void declare(Instruction.Arg arg, Instruction.Declaration declaration, OutlineCapture outline) {
        String name = expand(declaration.name()).value();
        Set<String> parts = Set.of();
        if (request.buildArgs().containsKey(name)) {
            values.put(name, request.buildArgs().getOrDefault(name, ""));
        } else if (declaration.value().isPresent()) {
            Expanded value = expand(declaration.value().get());
            parts = value.used();
            values.put(name, value.orThrow());
        }
        outline.global(
                new Outline.Arg(name, arg.description(declaration), values.getOrDefault(name, ""), arg.span()), parts);
    }

    Expanded expand(Word word) {
        return words.expand(word, Variables.of(values));
    }

    /** The value of an argument that was given or declared before the first FROM. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * What a stage is based on: a stage, an image, a named context or {@code scratch}.
     *
     * @throws SourceException if nothing is left of the name
     */
    String base(Instruction.From from) {
        String base = expand(from.base()).orThrow();
        if (base.isEmpty()) {
            throw new SourceException(Diagnostic.error(
                    "base name (" + from.base().raw() + ") should not be blank",
                    "give the ARG a default before the first FROM, or pass it with --build-arg",
                    from.base().span()));
        }
        return base;
    }

    /**
     * The platform that FROM asks for, else that of the build.
     *
     * @throws SourceException if it is none
     */
    Platform platform(Instruction.From from) {
        // --platform= without a value says nothing
        Optional<Word> asked = from.platform().filter(word -> !word.raw().isEmpty());
        if (asked.isEmpty()) {
            return request.platform();
        }
        Word word = asked.get();
        Expanded expanded = expand(word);
        String text = expanded.orThrow();
        try {
            return Platform.parse(text);
        } catch (OciSyntaxException e) {
            String meant = expanded.unset().stream()
                    .flatMap(name -> Suggestion.nearest(name, values.keySet()).stream())
                    .findFirst()
                    .map(name -> " (did you mean " + name + "?)")
                    .orElse("");
            String problem = text.isEmpty()
                    ? "empty platform value from expression " + word.raw()
                    : "failed to parse platform " + word.raw() + ": "
                            + badComponent(text).orElse(String.valueOf(e.getMessage()));
            throw new SourceException(Diagnostic.error(
                    problem + meant, "expected os/architecture[/variant], such as linux/arm64", word.span()));
        }
    }

    // in containerd's words, which are what buildx prints
    private static Optional<String> badComponent(String platform) {
        for (String part : platform.split("/", -1)) {
            boolean good = !part.isEmpty()
                    && part.chars()
                            .allMatch(c -> (c >= 'a' && c <= 'z')
                                    || (c >= 'A' && c <= 'Z')
                                    || (c >= '0' && c <= '9')
                                    || c == '_'
                                    || c == '.'
                                    || c == '-');
            if (!good) {
                return Optional.of("\"" + part + "\" is an invalid component of \"" + platform
                        + "\": platform specifier component must match \"^[A-Za-z0-9_.-]+$\": invalid argument");
            }
        }
        return Optional.empty();
    }
}
