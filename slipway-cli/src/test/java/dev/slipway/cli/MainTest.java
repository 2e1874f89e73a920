// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
    private final Console console = new Console(Map.of());

    @Test
    void theVersionIsPrinted() {
        assertThat(console.run("--version")).isZero();
        assertThat(console.out()).isEqualTo("slipway " + VersionCommand.VERSION + "\n");
    }

    @Test
    void helpOfTheProgramFitsOnOneScreen() {
        assertThat(console.run()).isZero();
        assertThat(console.out().lines().count()).isLessThanOrEqualTo(40);
        assertThat(console.out().lines()).allMatch(line -> line.length() <= 100);
        for (String name : Commands.NAMES) {
            assertThat(console.out()).contains("\n  " + name);
        }
    }

    @Test
    void helpOfACommandIsTheSameByAllThreeWays() {
        console.run("build", "--help");
        Console second = new Console(Map.of());
        second.run("help", "build");
        Console third = new Console(Map.of());
        third.run("build", "-t", "x", "-h");

        assertThat(console.out()).isEqualTo(second.out()).isEqualTo(third.out());
        assertThat(console.out()).contains("--no-cache-filter");
    }

    @Test
    void eachCommandIsFoundByItsNameAndHasHelpWithinTheWidth() {
        for (String name : Commands.NAMES) {
            CommandSpec spec = Commands.find(name).orElseThrow().spec();
            assertThat(spec.name()).isEqualTo(name);
            assertThat(HelpText.command(spec).lines()).allMatch(line -> line.length() <= 100);
        }
    }

    @Test
    void optionsOfACommandHaveNamesAndLettersOfTheirOwn() {
        for (String name : Commands.NAMES) {
            List<Option> options = Commands.find(name).orElseThrow().spec().options();
            assertThat(options.stream().map(Option::name)).doesNotHaveDuplicates();
            assertThat(options.stream().map(Option::letter).filter(c -> c != Option.NO_LETTER))
                    .doesNotHaveDuplicates()
                    .doesNotContain('h');
        }
    }

    @Test
    void exitCodesAreExplained() {
        console.run("help", "exit-codes");

        assertThat(console.out()).contains("  2  ").contains(" 70  ").contains("130  ");
    }
}
