// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Guesses whether a shell script writes a secret to a file that stays. It knows the usual ways (cat, echo and cp; git, npm
 * and pip settings) and misses others: what the step really left in its layer is looked at when it has run.
 */
final class SecretWrites {
    private static final Set<String> PRINTING = Set.of(
            "cat", "echo", "printf", "tee", "sed", "envsubst", "base64", "head", "tail", "tr", "grep", "awk", "cut");
    private static final Set<String> COPYING = Set.of("cp", "mv", "install", "ln");
    private static final Set<String> SETTING =
            Set.of("git", "npm", "yarn", "pnpm", "pip", "pip3", "poetry", "composer");

    private final Set<String> files;
    private final Set<String> variables;
    private final List<String> mounts;
    private final String script;

    private SecretWrites(Set<String> files, Set<String> variables, List<String> mounts, String script) {
        this.files = files;
        this.variables = new LinkedHashSet<>(variables);
        this.mounts = mounts;
        this.script = script;
    }

    /**
     * Where the script puts one of the secrets, in words.
     *
     * @param files the paths of secrets
     * @param variables the names of secrets
     * @param mounts folders of which nothing stays
     */
    static Optional<String> find(Set<String> files, Set<String> variables, List<String> mounts, String script) {
        return new SecretWrites(files, variables, mounts, script).find();
    }

    private Optional<String> find() {
        for (String pipeline : pipelines()) {
            learn(pipeline);
            if (!mentions(pipeline)) {
                continue;
            }
            List<String> words = words(pipeline);
            Optional<String> place = settings(words);
            if (place.isEmpty()) {
                place = written(words);
            }
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    // at ";", "&&", "||" and line ends; "|" stays within
    private List<String> pipelines() {
        List<String> found = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            boolean or = c == '|' && i + 1 < script.length() && script.charAt(i + 1) == '|';
            // >&2 and 2>&1 are no ends
            boolean and = c == '&' && (i == 0 || script.charAt(i - 1) != '>');
            if (c == ';' || c == '\n' || and || or) {
                found.add(script.substring(start, i));
                start = or ? i + 2 : i + 1;
                i = start - 1;
            }
        }
        found.add(script.substring(start));
        return found;
    }

    // NAME=$(cat /run/secrets/x) makes NAME one of them
    private void learn(String pipeline) {
        String text = pipeline.strip();
        text = text.startsWith("export ") ? text.substring("export ".length()).strip() : text;
        int equals = text.indexOf('=');
        if (equals > 0 && isName(text.substring(0, equals)) && mentions(text.substring(equals))) {
            variables.add(text.substring(0, equals));
        }
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '_') {
                return false;
            }
        }
        return true;
    }

    private boolean mentions(String text) {
        for (String file : files) {
            if (text.contains(file)) {
                return true;
            }
        }
        for (String variable : variables) {
            if (text.contains("${" + variable) || uses(text, "$" + variable)) {
                return true;
            }
        }
        return false;
    }

    private static boolean uses(String text, String variable) {
        int at = text.indexOf(variable);
        while (at >= 0) {
            int end = at + variable.length();
            if (end == text.length() || !isName(text.substring(end, end + 1))) {
                return true;
            }
            at = text.indexOf(variable, end);
        }
        return false;
    }

    private static List<String> words(String pipeline) {
        List<String> found = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < pipeline.length(); i++) {
            char c = pipeline.charAt(i);
            boolean operator = c == '>' || c == '|';
            if (operator || c == ' ' || c == '\t') {
                add(found, word);
                if (operator) {
                    found.add(String.valueOf(c));
                }
            } else if (c != '"' && c != '\'') {
                word.append(c);
            }
        }
        add(found, word);
        return found;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private Optional<String> settings(List<String> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean global = !words.get(i).equals("git") || words.contains("--global") || words.contains("--system");
            if (SETTING.contains(words.get(i)) && words.get(i + 1).equals("config") && global) {
                return Optional.of("the settings of " + words.get(i));
            }
        }
        return Optional.empty();
    }

    private Optional<String> written(List<String> words) {
        String program = program(words);
        if (COPYING.contains(program)) {
            return stays(words.getLast());
        }
        if (!onlyPrints(words)) {
            return Optional.empty();
        }
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean appends = words.get(i).equals(">") && words.get(i + 1).equals(">");
            if (words.get(i).equals(">") && !appends) {
                Optional<String> place = stays(words.get(i + 1));
                if (place.isPresent()) {
                    return place;
                }
            } else if (words.get(i).equals("tee")) {
                return stays(words.getLast());
            }
        }
        return Optional.empty();
    }

    // a digest or a filtered answer is no secret
    private static boolean onlyPrints(List<String> words) {
        List<String> rest = words;
        while (PRINTING.contains(program(rest))) {
            int pipe = rest.indexOf("|");
            if (pipe < 0) {
                return true;
            }
            rest = rest.subList(pipe + 1, rest.size());
        }
        return false;
    }

    private static String program(List<String> words) {
        for (String word : words) {
            if (word.indexOf('=') < 0 && !word.equals("(") && !word.equals("{")) {
                return word.substring(word.lastIndexOf('/') + 1);
            }
        }
        return "";
    }

    private Optional<String> stays(String destination) {
        String path = destination.replace("~", "/root").replace("$HOME", "/root");
        boolean gone = path.startsWith("&") || path.startsWith("/dev/") || path.startsWith("/proc/");
        for (String mount : mounts) {
            gone |= path.equals(mount) || path.startsWith(mount + "/");
        }
        return gone || isRemoved(destination) ? Optional.empty() : Optional.of(destination);
    }

    private boolean isRemoved(String destination) {
        int rm = script.indexOf("rm ", Math.max(0, script.indexOf(destination)));
        return rm >= 0 && script.indexOf(destination, rm) >= 0;
    }
}
