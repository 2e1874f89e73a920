// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.words.Expanded;
import dev.slipway.dockerfile.words.Variables;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.dockerfile.words.WordExpander;
import dev.slipway.text.SourceSpan;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What is known at a point of a stage; a stage that is built from another begins with a copy. */
final class Scope {
    private final Map<String, String> values;
    private final Set<String> declared;
    private final boolean complete;
    private boolean workdirSet;
    private boolean shellSet;

    /** @param complete whether all variables of the base are known, so that others are surely undefined */
    Scope(Set<String> variables, boolean complete) {
        this.values = new LinkedHashMap<>();
        this.declared = new HashSet<>();
        this.complete = complete;
        variables.forEach(name -> values.put(name, ""));
    }

    private Scope(Scope base) {
        this.values = new LinkedHashMap<>(base.values);
        this.declared = new HashSet<>(base.declared);
        this.complete = base.complete;
        this.workdirSet = base.workdirSet;
        this.shellSet = base.shellSet;
    }

    Scope copy() {
        return new Scope(this);
    }

    void set(String name, String value) {
        // the latest stands last, as in docker's list, which decides between equally near suggestions
        values.remove(name);
        values.put(name, value);
    }

    void declare(String name) {
        declared.add(name);
    }

    Set<String> names() {
        return values.keySet();
    }

    Expanded expand(WordExpander expander, Word word) {
        return expander.expand(word, Variables.of(values));
    }

    Expanded expand(WordExpander expander, String text, SourceSpan place) {
        return expander.expand(text, place, Variables.of(values));
    }

    boolean isUndefined(String name) {
        return complete && !values.containsKey(name) && !declared.contains(name);
    }

    boolean workdirSet() {
        return workdirSet;
    }

    void setWorkdir() {
        workdirSet = true;
    }

    boolean shellSet() {
        return shellSet;
    }

    void setShell() {
        shellSet = true;
    }
}
