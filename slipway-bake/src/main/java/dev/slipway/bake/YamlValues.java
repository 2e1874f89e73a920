// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.function.FunctionException;
import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values of YAML, and of what other readers give as maps, lists, texts, numbers and booleans. */
final class YamlValues {
    private YamlValues() {}

    static Value parse(String text) throws FunctionException {
        try {
            ComposeYaml yaml = ComposeYaml.read(SourceFile.of("yaml", text));
            if (yaml.documents().size() > 1) {
                throw new FunctionException("the text holds more than one document", 0);
            }
            return yaml.documents().isEmpty()
                    ? Value.Null.BARE
                    : of(new ComposeValues(yaml.file()).value(yaml.documents().getFirst()));
        } catch (SourceException e) {
            Diagnostic fault = e.diagnostics().getFirst();
            String line = fault.at()
                    .map(at -> ", in line " + at.line() + " of the text")
                    .orElse("");
            throw new FunctionException(fault.summary() + line, 0);
        }
    }

    static Value of(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Value> entries = new TreeMap<>();
            map.forEach((name, item) -> entries.put(String.valueOf(name), of(item)));
            return Value.object(entries);
        }
        if (value instanceof List<?> list) {
            List<Value> items = new ArrayList<>();
            list.forEach(item -> items.add(of(item)));
            return Value.tuple(items);
        }
        if (value instanceof Boolean flag) {
            return Value.of(flag);
        }
        if (value instanceof Number number) {
            return Num.parse(number.toString()).map(Value.class::cast).orElse(Value.of(number.toString()));
        }
        return value instanceof ComposeValues.Absent ? Value.Null.BARE : Value.of(value.toString());
    }
}
