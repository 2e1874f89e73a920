// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.hcl.function.Function;
import dev.slipway.hcl.function.FunctionException;
import dev.slipway.hcl.function.Library;
import dev.slipway.hcl.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryTest {
    static List<String> names() {
        return Library.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachNamedFunctionIsThere(String name) {
        assertThat(Library.find(name)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("names")
    void wrongArgumentsAreExplainedAndNeverABug(String name) {
        Function function = Library.find(name).orElseThrow();
        List<Value> values = List.of(
                Value.Null.BARE,
                Value.of(""),
                Value.of("x"),
                Value.of(-1),
                Value.of(true),
                Value.tuple(List.of()),
                Value.object(java.util.Map.of("a", Value.of(1))));
        for (int count = 0; count < 4; count++) {
            for (Value value : values) {
                Optional<String> fault = fault(function, new ArrayList<>(Collections.nCopies(count, value)));

                fault.ifPresent(message -> assertThat(message).isNotBlank());
            }
        }
    }

    @Test
    void bcryptGivesTheHashesOfOthers() throws FunctionException {
        Function bcrypt = Library.bcrypt(() -> "10410410410410410410410410410410");

        Value hash = bcrypt.call(List.of(Value.of("U*U"), Value.of(5)));

        assertThat(hash).isEqualTo(Value.of("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
    }

    private static Optional<String> fault(Function function, List<Value> arguments) {
        try {
            assertThat(function.call(arguments)).isNotNull();
            return Optional.empty();
        } catch (FunctionException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
