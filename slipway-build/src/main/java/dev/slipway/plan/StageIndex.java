// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Located;
import dev.slipway.dockerfile.Stage;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stages of a Dockerfile by their names and numbers. */
record StageIndex(List<Stage> stages) {
    private static final int MAX_DIGITS = 6;

    StageIndex {
        stages = List.copyOf(stages);
    }

    /** The last stage of that name, case ignored. */
    Optional<Stage> named(String name) {
        return named(name, stages.size());
    }

    /** The last stage of that name before this one: FROM and its own stage see no later ones. */
    Optional<Stage> namedBefore(Stage user, String name) {
        return named(name, user.index());
    }

    private Optional<Stage> named(String name, int limit) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (Stage stage : stages.subList(0, limit).reversed()) {
            if (stage.name().filter(wanted::equals).isPresent()) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }

    /**
     * The stage of that number; empty when the text is none.
     *
     * @throws SourceException if there are not so many stages
     */
    Optional<Stage> numbered(Located name) {
        Optional<Integer> index = number(name.text());
        if (index.isPresent() && index.get() >= stages.size()) {
            throw new SourceException(Diagnostic.error(
                    "invalid stage index " + index.get() + ": there are " + stages.size() + " stages, counted from 0",
                    name.span()));
        }
        return index.map(stages::get);
    }

    private static Optional<Integer> number(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text));
    }

    /**
     * The stage that is to be built: of that name or number, or the last.
     *
     * @param file the name of the Dockerfile, for the message
     * @throws UsageException if there is no such stage
     */
    Stage target(Optional<String> wanted, String file) {
        if (wanted.isEmpty()) {
            return stages.getLast();
        }
        String name = wanted.get();
        Optional<Stage> found = named(name)
                .or(() -> number(name).filter(index -> index < stages.size()).map(stages::get));
        return found.orElseThrow(() -> {
            String help = Suggestion.didYouMean(name, names())
                    .orElse(names().isEmpty() ? "no stage has a name" : "the stages are " + String.join(", ", names()));
            return new UsageException(new UsageException.WrongOption(
                    "target", "target stage \"" + name + "\" could not be found in " + file, help));
        });
    }

    /** The names that were given, in order. */
    List<String> names() {
        return stages.stream().flatMap(stage -> stage.name().stream()).toList();
    }

    /** What the stage is called in messages: its name, else its number. */
    String shown(int index) {
        return stages.get(index).name().orElse(Integer.toString(index));
    }

    /** What the stage is called in names of steps: a single stage without a name needs none. */
    String label(Stage stage) {
        return stage.name().orElse(stages.size() > 1 ? "stage-" + stage.index() : "");
    }
}
