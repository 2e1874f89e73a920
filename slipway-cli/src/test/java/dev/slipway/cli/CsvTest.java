// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    static Argument argument(String text) {
        return new Argument("--x", text, new CommandLine(List.of("slipway", "build", "--x", text), 2), 2, 3, 0);
    }

    private static List<String> fields(String text) {
        return Csv.fields(argument(text)).stream().map(Argument::text).toList();
    }

    @Test
    void fieldsEndAtCommasUnlessQuoted() {
        assertThat(fields("a=1,b=2")).containsExactly("a=1", "b=2");
        assertThat(fields("\"name=x,y\",push=true")).containsExactly("name=x,y", "push=true");
        assertThat(fields("\"a=\"\"q\"\"\",b")).containsExactly("a=\"q\"", "b");
        assertThat(fields("a,,b,")).containsExactly("a", "", "b", "");
        assertThat(fields(" a , b")).containsExactly(" a ", " b");
        assertThat(fields("")).containsExactly("");
        assertThat(fields("\"\"")).containsExactly("");
    }

    @Test
    void placesOfFieldsAreThoseInTheArgument() {
        List<Argument> fields = Csv.fields(argument("ab,\"cd\",e"));

        assertThat(fields.stream().map(Argument::offset)).containsExactly(0, 4, 8);
    }

    @Test
    void quotesThatDoNotFitAreRefused() {
        for (String text : List.of("a\"b", "\"a", "\"a\"b", "x,\"", "a=\"b\"")) {
            assertThatThrownBy(() -> fields(text)).as(text).isInstanceOf(UsageException.class);
        }
    }
}
