// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.hcl.function.JsonValues;
import dev.slipway.json.JsonWriter;
import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {
    static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/expressions.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anExpressionHasItsValue(String row) {
        int arrow = row.lastIndexOf(" => ");

        assertThat(value(row.substring(0, arrow))).isEqualTo(row.substring(arrow + 4));
    }

    @Test
    void aHeredocKeepsItsLines() {
        assertThat(value("<<EOT\n  a\n${1}\nEOT\n")).isEqualTo("\"  a\\n1\\n\"");
    }

    @Test
    void anIndentedHeredocLosesWhatAllItsLinesShare() {
        assertThat(value("<<-EOT\n    a\n\n      b ${~ 2 ~}\n    EOT\n")).isEqualTo("\"a\\n\\n  b2\"");
    }

    @Test
    void directivesOfAHeredocTakeTheirLineEndsWithATilde() {
        assertThat(value("<<EOT\n%{ for x in [1, 2] ~}\nline ${x}\n%{ endfor ~}\nEOT\n"))
                .isEqualTo("\"line 1\\nline 2\\n\"");
    }

    @Test
    void bracketsLetLinesEndAnywhere() {
        assertThat(value("[\n1,\n2, # two\n/* three */ 3,\n]")).isEqualTo("[1,2,3]");
    }

    private static String value(String text) {
        Expression expression = HclParser.expression(SourceFile.of("test.hcl", text));
        return JsonWriter.compact(JsonValues.toJson(expression.value(new LibraryScope())));
    }
}
