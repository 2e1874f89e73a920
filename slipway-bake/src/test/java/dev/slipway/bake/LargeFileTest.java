// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What grows with the square of a file's length takes minutes here. */
class LargeFileTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MANY = 40_000;

    private static String many(String line) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> line.replace("NUMBER", "" + i))
                .collect(Collectors.joining());
    }

    @Test
    void theTimeForManyTargetsGrowsWithTheirNumber() {
        String text =
                "group \"default\" { targets = [" + many("\"tNUMBER\",") + "] }\n" + many("target \"tNUMBER\" {}\n");

        assertTimeout(
                SOON,
                () -> assertThat(Plans.of(SourceFile.of("a.hcl", text), "default")
                                .targets())
                        .hasSize(MANY));
    }

    @Test
    void theTimeForManyFaultsGrowsWithTheirNumber() {
        SourceFile file = SourceFile.of("a.hcl", many("target \"tNUMBER\" { tags = \"x\" }\n"));

        assertTimeout(
                SOON,
                () -> assertThat(catchThrowableOfType(SourceException.class, () -> Plans.of(file, "t1"))
                                .diagnostics())
                        .hasSize(MANY));
    }

    @Test
    void theTimeForManyExpressionsInJsonGrowsWithTheirNumber() {
        String targets = many("\"tNUMBER\": {\"tags\": [\"a:${NUMBER}\"]},\n");
        SourceFile file = SourceFile.of("a.json", "{\"target\": {" + " ".repeat(4 << 20) + targets + "\"last\": {}}}");

        assertTimeout(
                SOON,
                () -> assertThat(Plans.of(file, "t7").targets().values())
                        .allMatch(target -> target.texts(Field.TAGS).equals(List.of("a:7"))));
    }

    @Test
    void theTimeForManyTargetsInARowGrowsWithTheirNumber() {
        String text = row("target \"tNUMBER\" { contexts = { a = \"target:tNEXT\" } }\n", MANY / 2);

        assertTimeout(
                SOON,
                () -> assertThat(Plans.of(SourceFile.of("a.hcl", text), "t0").targets())
                        .hasSize(MANY / 2 + 1));
    }

    @Test
    void thousandsOfTargetsMayInheritInARow() {
        String text = row("target \"tNUMBER\" { inherits = [\"tNEXT\"] }\n", 5_000);

        assertTimeout(
                SOON,
                () -> assertThat(Plans.of(SourceFile.of("a.hcl", text), "t0").targets())
                        .hasSize(1));
    }

    @Test
    void theTimeForManyCachesGrowsWithTheirNumber() {
        String text = "target \"t\" { cache-from = ["
                + many("\"type=registry,ref=a:NUMBER\",").repeat(2) + "] }\n";

        assertTimeout(
                SOON,
                () -> assertThat(Plans.of(SourceFile.of("a.hcl", text), "t")
                                .targets()
                                .values())
                        .allMatch(target -> target.entries(Field.CACHE_FROM).size() == MANY));
    }

    @Test
    void theTimeForManySecretsGrowsWithTheirNumber() {
        String text = "target \"t\" { secret = [" + many("\"id=NUMBER,env=A\",").repeat(2) + "] }\n";

        assertTimeout(
                SOON,
                () -> assertThat(Plans.of(SourceFile.of("a.hcl", text), "t")
                                .targets()
                                .values())
                        .allMatch(target -> target.entries(Field.SECRET).size() == MANY));
    }

    private static String row(String line, int length) {
        return IntStream.range(0, length)
                        .mapToObj(i -> line.replace("NUMBER", "" + i).replace("NEXT", "" + (i + 1)))
                        .collect(Collectors.joining())
                + "target \"t" + length + "\" {}\n";
    }
}
