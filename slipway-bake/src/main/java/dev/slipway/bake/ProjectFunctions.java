// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Callable;
import dev.slipway.hcl.function.Function;
import dev.slipway.hcl.function.Function.Parameter;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The functions that read the project's files, and what such files hold. Only for files that buildx does not read. */
final class ProjectFunctions {
    static final List<String> NAMES =
            List.of("file", "fileset", "glob_sha256", "hash_files", "tomldecode", "yamldecode");

    private ProjectFunctions() {}

    static Optional<Callable> find(String name, Surroundings surroundings) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        Function function = function(name, new ProjectFiles(surroundings.project(), surroundings.reads()));
        Callable.OfExpressions form = (call, scope) -> {
            if (!SlipwayFile.is(call.span().file())) {
                throw SlipwayFile.misplaced(name + "()", call.nameSpan());
            }
            return call.apply(function, scope);
        };
        return Optional.of(form);
    }

    private static Function function(String name, ProjectFiles files) {
        return switch (name) {
            case "file" -> of(arguments -> Value.of(files.text(text(arguments, 0))), "path");
            case "fileset" ->
                of(
                        arguments -> Value.set(
                                Primitive.STRING, values(files.matching(text(arguments, 0), text(arguments, 1)))),
                        "folder",
                        "pattern");
            case "glob_sha256", "hash_files" ->
                new Function(
                        List.of(Parameter.of("pattern", Primitive.STRING)),
                        Optional.of(Parameter.of("more", Primitive.STRING)),
                        arguments -> Value.of(files.digest(texts(arguments))));
            case "tomldecode" -> of(arguments -> TomlValues.parse(text(arguments, 0)), "text");
            default -> of(arguments -> YamlValues.parse(text(arguments, 0)), "text");
        };
    }

    private static Function of(Function.Body body, String... names) {
        List<Parameter> parameters = new ArrayList<>();
        for (String name : names) {
            parameters.add(Parameter.of(name, Primitive.STRING));
        }
        return new Function(parameters, Optional.empty(), body);
    }

    private static String text(List<Value> arguments, int index) {
        return arguments.get(index) instanceof Value.Text(var text) ? text : "";
    }

    private static List<String> texts(List<Value> arguments) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            texts.add(text(arguments, i));
        }
        return texts;
    }

    private static List<Value> values(List<String> texts) {
        List<Value> values = new ArrayList<>();
        texts.forEach(text -> values.add(Value.of(text)));
        return values;
    }
}
