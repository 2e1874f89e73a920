// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Value;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values as JSON, and JSON as values. */
public final class JsonValues {
    private JsonValues() {}

    public static Json toJson(Value value) {
        if (value instanceof Value.Text(var text)) {
            return Json.of(text);
        }
        if (value instanceof Num number) {
            return new Json.Num(number.digits());
        }
        if (value instanceof Value.Bool(var b)) {
            return Json.of(b);
        }
        if (value.isNull()) {
            return new Json.Null();
        }
        if (value.isMapping()) {
            Json.Builder object = Json.object();
            for (Map.Entry<String, Value> entry : value.entries().entrySet()) {
                object.put(entry.getKey(), toJson(entry.getValue()));
            }
            return object.build();
        }
        List<Json> items = new ArrayList<>();
        for (Value item : value.elements()) {
            items.add(toJson(item));
        }
        return new Json.Arr(items);
    }

    /** @throws JsonSyntaxException if the text is no JSON */
    public static Value parse(String text) throws JsonSyntaxException {
        return fromJson(JsonParser.parse(text));
    }

    private static Value fromJson(Json json) {
        if (json instanceof Json.Text(var text)) {
            return Value.of(text);
        }
        if (json instanceof Json.Num(var text)) {
            return Num.parse(text).map(Value.class::cast).orElse(Value.of(0));
        }
        if (json instanceof Json.Bool(var b)) {
            return Value.of(b);
        }
        if (json instanceof Json.Arr(var items)) {
            List<Value> values = new ArrayList<>();
            items.forEach(item -> values.add(fromJson(item)));
            return Value.tuple(values);
        }
        if (json instanceof Json.Obj(var members)) {
            Map<String, Value> values = new TreeMap<>();
            members.forEach((name, member) -> values.put(name, fromJson(member)));
            return new Value.ObjectValue(values);
        }
        return Value.Null.BARE;
    }
}
