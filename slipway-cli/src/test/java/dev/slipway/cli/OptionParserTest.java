// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionParserTest {
    private static final Option ALL = Option.flag("all", "").letter('a');
    private static final Option BARE = Option.flag("bare", "").letter('b');
    private static final Option NAME =
            Option.value("name", "NAME", "").letter('n').fallback("nobody");
    private static final Option TAG = Option.list("tag", "TAG", "").letter('t');
    private static final Option COLOUR = Option.value("colour", "C", "").choices("red", "green");
    private static final Option FUTURE = Option.flag("future", "").later("it comes");
    private static final CommandSpec SPEC = CommandSpec.of(
            "paint",
            "WHAT...",
            "",
            List.of(ALL, BARE, NAME, TAG, COLOUR, FUTURE),
            new CommandSpec.Operands(0, 9, "any"));
    private static final CommandSpec LIKE_RUN =
            new CommandSpec("run", "IMAGE", "", List.of(ALL, NAME), new CommandSpec.Operands(1, 9, "an image"), true);

    private static ParsedOptions parse(String... args) {
        return parse(SPEC, args);
    }

    private static ParsedOptions parse(CommandSpec spec, String... args) {
        List<String> words = new ArrayList<>(List.of("slipway", spec.name()));
        words.addAll(List.of(args));
        return OptionParser.parse(spec, new CommandLine(words, 2));
    }

    private static List<String> texts(List<Argument> arguments) {
        return arguments.stream().map(Argument::text).toList();
    }

    @Test
    void aValueStandsBehindEqualsOrAsTheNextWord() {
        assertThat(parse("--name=x").text(NAME)).isEqualTo("x");
        assertThat(parse("--name", "x").text(NAME)).isEqualTo("x");
        assertThat(parse("--name=").text(NAME)).isEmpty();
        assertThat(parse("--name", "a=b").text(NAME)).isEqualTo("a=b");
        assertThat(parse("--name=a=b").text(NAME)).isEqualTo("a=b");
        assertThat(parse().text(NAME)).isEqualTo("nobody");
    }

    @Test
    void theNextWordIsTheValueEvenIfItLooksLikeAnOption() {
        assertThat(parse("--name", "--all").text(NAME)).isEqualTo("--all");
        assertThat(parse("-n", "-").text(NAME)).isEqualTo("-");
        assertThat(parse("--name", "--help").text(NAME)).isEqualTo("--help");
    }

    @Test
    void aLetterTakesItsValueInThreeWays() {
        assertThat(texts(parse("-t", "x", "-ty", "-t=z").values(TAG))).containsExactly("x", "y", "z");
    }

    @Test
    void lettersOfFlagsJoin() {
        ParsedOptions parsed = parse("-abn", "x");

        assertThat(parsed.isSet(ALL)).isTrue();
        assertThat(parsed.isSet(BARE)).isTrue();
        assertThat(parsed.text(NAME)).isEqualTo("x");
        assertThat(parse("-abnx").text(NAME)).isEqualTo("x");
        assertThat(parse("-ab=false").isSet(BARE)).isFalse();
    }

    @Test
    void aFlagCanBeTurnedOffAndTheLastWordHolds() {
        assertThat(parse("--all=false").isSet(ALL)).isFalse();
        assertThat(parse("--all=false", "--all").isSet(ALL)).isTrue();
        assertThat(parse("--all", "--all=F").isSet(ALL)).isFalse();
        assertThat(parse("--all=1").isSet(ALL)).isTrue();
    }

    @Test
    void aFlagDoesNotTakeTheNextWord() {
        ParsedOptions parsed = parse("--all", "false");

        assertThat(parsed.isSet(ALL)).isTrue();
        assertThat(texts(parsed.operands())).containsExactly("false");
    }

    @Test
    void theLastOfSeveralValuesHoldsAndListsKeepAll() {
        ParsedOptions parsed = parse("-n", "a", "-t", "1", "--name=b", "--tag", "2");

        assertThat(parsed.text(NAME)).isEqualTo("b");
        assertThat(texts(parsed.values(TAG))).containsExactly("1", "2");
    }

    @Test
    void operandsAndOptionsMixUntilTwoDashes() {
        ParsedOptions parsed = parse("x", "--all", "-", "--", "--name", "y");

        assertThat(texts(parsed.operands())).containsExactly("x", "-", "--name", "y");
        assertThat(parsed.isSet(ALL)).isTrue();
    }

    @Test
    void behindTheFirstOperandOfRunAllBelongsToTheProgram() {
        ParsedOptions parsed = parse(LIKE_RUN, "-a", "busybox", "ls", "-a", "--name=x", "--help");

        assertThat(texts(parsed.operands())).containsExactly("busybox", "ls", "-a", "--name=x", "--help");
        assertThat(parsed.helpIsWanted()).isFalse();
        assertThat(parsed.text(NAME)).isEqualTo("nobody");
    }

    @Test
    void helpIsSeenAmongTheOptionsWhateverIsMissing() {
        assertThat(parse("--all", "--help").helpIsWanted()).isTrue();
        assertThat(parse("-h").helpIsWanted()).isTrue();
        assertThat(parse("--future", "-h").helpIsWanted()).isTrue();
        assertThat(parse("--", "-h").helpIsWanted()).isFalse();
    }

    @Test
    void whatIsWrongIsAUsageException() {
        for (String[] args : List.of(
                new String[] {"--nam", "x"},
                new String[] {"-x"},
                new String[] {"-ax"},
                new String[] {"--name"},
                new String[] {"-an"},
                new String[] {"--all=maybe"},
                new String[] {"--colour=blue"},
                new String[] {"--future"})) {
            assertThatThrownBy(() -> parse(args)).as(String.join(" ", args)).isInstanceOf(UsageException.class);
        }
    }

    @Test
    void aFutureFlagThatIsOffAsksForNothing() {
        assertThat(parse("--future=false").isSet(FUTURE)).isFalse();
    }

    @Test
    void messagesShowNeitherOtherArgumentsNorControlCharacters() {
        assertThatThrownBy(() -> parse("--tag=hunter2", "--colour=bl\u001b[31mue", "secret"))
                .hasMessageContaining("slipway paint ... '--colour=bl?[31mue' ...".replace("'", ""))
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("\u001b");
    }
}
