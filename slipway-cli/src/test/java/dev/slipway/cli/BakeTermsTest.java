// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.engine.LeakPolicy;
import dev.slipway.engine.Secrets;
import dev.slipway.engine.Terms;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.text.Redacted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BakeTermsTest {
    private final Step base = new Step(new Op.Image("base", Digest.of("base")), Step.Label.of("base"));
    private final Step one = onBase("one");
    private final Step two = onBase("two");
    private final BakeTerms terms = new BakeTerms();

    private Step onBase(String name) {
        return new Step(
                new Op.Merge(List.of(base, new Step(new Op.Image(name, Digest.of(name)), Step.Label.of(name)))),
                Step.Label.of(name));
    }

    private static Terms lending(String id, LeakPolicy leaks, Optional<Instant> epoch) {
        Secrets secrets = new Secrets() {
            @Override
            public Optional<Redacted> secret(String asked) {
                return asked.equals(id)
                        ? Optional.of(new Redacted(id.getBytes(StandardCharsets.UTF_8)))
                        : Optional.empty();
            }

            @Override
            public Optional<Path> sshSocket(String asked) {
                return Optional.empty();
            }
        };
        return new Terms(secrets, leaks, epoch);
    }

    @Test
    void aStepGetsWhatItsOwnTargetLends() {
        terms.add(lending("a", LeakPolicy.WARN, Optional.empty()), List.of(one));
        terms.add(lending("b", LeakPolicy.IGNORE, Optional.of(Instant.EPOCH)), List.of(two));

        assertThat(terms.of(one).secrets().secret("a")).isPresent();
        assertThat(terms.of(one).secrets().secret("b")).isEmpty();
        assertThat(terms.of(two).secrets().secret("b")).isPresent();
        assertThat(terms.of(two).epoch()).contains(Instant.EPOCH);
        assertThat(terms.of(one).epoch()).isEmpty();
    }

    @Test
    void aSharedStepGetsWhatAnyOfThemLendsAndTheStrictestView() {
        terms.add(lending("a", LeakPolicy.WARN, Optional.empty()), List.of(one));
        terms.add(lending("b", LeakPolicy.FAIL, Optional.empty()), List.of(two));

        assertThat(terms.of(base).secrets().secret("a")).isPresent();
        assertThat(terms.of(base).secrets().secret("b")).isPresent();
        assertThat(terms.of(base).leaks()).isEqualTo(LeakPolicy.FAIL);
        assertThat(terms.of(one).leaks()).isEqualTo(LeakPolicy.WARN);
    }
}
