// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.slipway.hcl.function.Function;
import dev.slipway.hcl.function.FunctionException;
import dev.slipway.hcl.function.Library;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.hcl.value.ValueSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
                Value.object(Map.of("a", Value.of(1))));
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

    @Test
    void whatHasSetsInItTakesTimeByTheNumberOfItsValues() {
        List<Value> first = numbered(0, 60_000);
        List<Value> second = numbered(30_000, 90_000);
        List<Value> both = new ArrayList<>(first);
        both.addAll(second);

        assertTimeout(Duration.ofSeconds(20), () -> {
            assertThat(size("distinct", Value.tuple(both))).isEqualTo(90_000);
            assertThat(size("setunion", Value.tuple(first), Value.tuple(second)))
                    .isEqualTo(90_000);
            assertThat(size("setintersection", Value.tuple(first), Value.tuple(second)))
                    .isEqualTo(30_000);
            assertThat(size("setsubtract", Value.tuple(first), Value.tuple(second)))
                    .isEqualTo(30_000);
            assertThat(size("setsymmetricdifference", Value.tuple(first), Value.tuple(second)))
                    .isEqualTo(60_000);
        });
    }

    @Test
    void valuesAreToldApartByWhatTheyHold() {
        ValueSet set = ValueSet.of(List.of(Value.of(1), Value.tuple(List.of(Value.of("a"))), Value.Null.BARE));

        assertThat(set.has(Value.of(new BigDecimal("1.00")))).isTrue();
        assertThat(set.has(new Value.Null(Primitive.STRING))).isTrue();
        assertThat(set.has(Value.tuple(List.of(Value.of("a"))))).isTrue();
        assertThat(set.has(Value.of("1"))).isFalse();
        assertThat(set.has(Value.texts(List.of("a")))).isFalse();
        assertThat(set.has(Value.object(Map.of("a", Value.of("a"))))).isFalse();
    }

    private static List<Value> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Value.of("v" + i)).toList();
    }

    private static int size(String function, Value... arguments) throws FunctionException {
        return Library.find(function)
                .orElseThrow()
                .call(List.of(arguments))
                .elements()
                .size();
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
