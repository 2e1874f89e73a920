// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.files.FileChange;
import dev.slipway.json.Json;
import dev.slipway.snapshot.Eviction;
import java.util.Locale;
import java.util.Optional;

/** One reason why a step runs, or has another result than before. */
public sealed interface Reason {
    /** For people, in a few words. */
    String text();

    /** For programs. */
    Json json();

    private static Json.Builder json(String kind) {
        return Json.object().put("kind", kind);
    }

    /** Something that has a name has another value, is new, or is gone. */
    record Changed(String input, Optional<String> from, Optional<String> to) implements Reason {
        private static final int LONGEST = 70;
        private static final String SECRET = "secret ";

        @Override
        public String text() {
            if (from.isEmpty()) {
                return input + " added";
            }
            if (to.isEmpty()) {
                return input + " removed";
            }
            boolean isHidden =
                    from.get().startsWith(SECRET) || Digest.parse(from.get()).isPresent();
            if (isHidden) {
                return input + " changed";
            }
            if (input.equals(NamedInputs.COMMAND)) {
                return "command changed, was: " + clipped(from.get());
            }
            return input + " " + clipped(from.get()) + " -> " + clipped(to.get());
        }

        private static String clipped(String value) {
            String line = value.replace('\n', ' ');
            return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
        }

        @Override
        public Json json() {
            return Reason.json("input")
                    .put("input", input)
                    .put("from", from)
                    .put("to", to)
                    .put("text", text())
                    .build();
        }
    }

    /** A file is different. */
    record File(FileChange change) implements Reason {
        @Override
        public String text() {
            return change.text();
        }

        @Override
        public Json json() {
            Json.Builder json = Reason.json("file")
                    .put("file", change.path())
                    .put("change", change.kind().name().toLowerCase(Locale.ROOT));
            if (!change.from().isEmpty()) {
                json.put("from", change.from()).put("to", change.to());
            }
            return json.put("text", text()).build();
        }
    }

    /** The files are different; which of them is not known, or there are that many more. */
    record Files(int more) implements Reason {
        @Override
        public String text() {
            return more == 0 ? "files changed" : more + " more files";
        }

        @Override
        public Json json() {
            Json.Builder json = Reason.json("files");
            return (more == 0 ? json : json.put("more", more))
                    .put("text", text())
                    .build();
        }
    }

    /** The tag stands for another image. */
    record Moved(String reference, String from, String to, boolean byPull) implements Reason {
        @Override
        public String text() {
            return "base " + reference + " moved from " + from + " to " + to + (byPull ? " (--pull)" : "");
        }

        @Override
        public Json json() {
            return Reason.json("base")
                    .put("base", reference)
                    .put("from", from)
                    .put("to", to)
                    .put("text", text())
                    .build();
        }
    }

    /** It stands behind another step than before. */
    record Follows(String step, String before) implements Reason {
        @Override
        public String text() {
            return "follows " + step + ", before it followed " + before;
        }

        @Override
        public Json json() {
            return Reason.json("order")
                    .put("from", before)
                    .put("to", step)
                    .put("text", text())
                    .build();
        }
    }

    /** Its result was taken out of the store. */
    record Evicted(Eviction eviction) implements Reason {
        private static final int DATE = 10;

        @Override
        public String text() {
            return "evicted on " + eviction.at().toString().substring(0, DATE) + " by rule " + eviction.rule();
        }

        @Override
        public Json json() {
            return Reason.json("evicted")
                    .put("at", eviction.at().toString())
                    .put("rule", eviction.rule())
                    .put("text", text())
                    .build();
        }
    }

    /** The user asked for it. */
    record Asked(String option) implements Reason {
        @Override
        public String text() {
            return option;
        }

        @Override
        public Json json() {
            return Reason.json("asked")
                    .put("option", option)
                    .put("text", text())
                    .build();
        }
    }

    /**
     * The first cause is another step.
     *
     * @param why how that one is different; empty where that is told of itself
     * @param more how many more such steps there are
     */
    record After(String step, String why, int more) implements Reason {
        @Override
        public String text() {
            return "after " + step + (why.isEmpty() ? "" : " (" + why + ")")
                    + (more == 0 ? "" : " and " + more + " more");
        }

        @Override
        public Json json() {
            return Reason.json("after").put("step", step).put("text", text()).build();
        }
    }

    /** What needs no more words. */
    enum Plain implements Reason {
        NEVER_BUILT("never built in this scope"),
        GONE("its result is gone from the store"),
        NOT_IN_CACHE("it was built elsewhere, and the cache has not its result"),
        FAILED("it failed, or was interrupted, in the build before"),
        UNKNOWN("what it was built from before is not known any more");

        private final String text;

        Plain(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public Json json() {
            return Reason.json(name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("text", text)
                    .build();
        }
    }
}
