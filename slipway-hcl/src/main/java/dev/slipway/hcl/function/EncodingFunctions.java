// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.nullable;
import static dev.slipway.hcl.function.Functions.text;

import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values as text in some form, and back. */
final class EncodingFunctions {
    private EncodingFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "base64decode" -> function(EncodingFunctions::base64Decode, text("str"));
            case "base64encode" ->
                function(
                        a -> Value.of(
                                Base64.getEncoder().encodeToString(text(a, 0).getBytes(StandardCharsets.UTF_8))),
                        text("str"));
            case "csvdecode" -> function(EncodingFunctions::csvDecode, text("str"));
            case "jsondecode" -> function(EncodingFunctions::jsonDecode, text("str"));
            case "jsonencode" ->
                function(a -> Value.of(JsonWriter.compact(JsonValues.toJson(a.getFirst()))), nullable("val"));
            default ->
                function(
                        a -> Value.of(URLEncoder.encode(text(a, 0), StandardCharsets.UTF_8)
                                .replace("*", "%2A")
                                .replace("%7E", "~")),
                        text("str"));
        };
    }

    private static Value base64Decode(List<Value> arguments) throws FunctionException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text(arguments, 0));
            return Value.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException e) {
            throw new FunctionException("this is no base64: " + e.getMessage(), 0);
        } catch (CharacterCodingException _) {
            throw new FunctionException("what is encoded is no UTF-8 text", 0);
        }
    }

    private static Value jsonDecode(List<Value> arguments) throws FunctionException {
        try {
            return JsonValues.parse(text(arguments, 0));
        } catch (JsonSyntaxException e) {
            throw new FunctionException("this is no JSON: " + e.getMessage(), 0);
        }
    }

    private static Value csvDecode(List<Value> arguments) throws FunctionException {
        List<List<String>> rows = CsvText.rows(text(arguments, 0));
        if (rows.isEmpty()) {
            throw new FunctionException("the first line must name the columns", 0);
        }
        List<String> names = rows.getFirst();
        List<Value> found = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            if (row.size() != names.size()) {
                throw new FunctionException("a line has " + row.size() + " fields, the first has " + names.size(), 0);
            }
            Map<String, Value> entries = new TreeMap<>();
            for (int i = 0; i < row.size(); i++) {
                if (entries.put(names.get(i), Value.of(row.get(i))) != null) {
                    throw new FunctionException("two columns have the name \"" + names.get(i) + "\"", 0);
                }
            }
            found.add(new Value.ObjectValue(entries));
        }
        return found.isEmpty()
                ? Value.list(Primitive.ANY, found)
                : Value.list(found.getFirst().type(), found);
    }
}
