// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.json.Json;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    /** What {@code openssl genpkey -algorithm ed25519} wrote, and what it says is the public key. */
    private static final String OF_OPENSSL = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIGP1IaFtVa+Tb20dQhoaOs5EG3TRVuQ5n1H3BO5hNV7w
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC_OF_OPENSSL = "ed25519:VukfF6FnbPMKHNCROhDzvMQvD3EtijVxa5jLAQMfWkg=";

    @Test
    void aKeyIsReadAsItWasWritten() {
        SigningKey made = SigningKey.generate();

        SigningKey read = SigningKey.parse(made.pem()).orElseThrow();

        assertThat(read.signer()).isEqualTo(made.signer());
    }

    @Test
    void keysOfOpensslAreRead() {
        assertThat(SigningKey.parse(OF_OPENSSL).orElseThrow().signer().text()).isEqualTo(PUBLIC_OF_OPENSSL);
    }

    @Test
    void whatIsNoKeyIsNone() {
        assertThat(SigningKey.parse("")).isEmpty();
        assertThat(SigningKey.parse("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))
                .isEmpty();
        assertThat(SigningKey.parse(OF_OPENSSL.replace("MC4CAQAwBQYDK2Vw", "MC4CAQAwBQYDK2Vu")))
                .isEmpty();
    }

    @Test
    void aPublicKeyHasOneSpelling() {
        assertThat(SignerKey.parse(PUBLIC_OF_OPENSSL)).isPresent();
        assertThat(SignerKey.parse(PUBLIC_OF_OPENSSL.replace("=", ""))).isEmpty();
        assertThat(SignerKey.parse(PUBLIC_OF_OPENSSL.replace("kg=", "kh="))).isEmpty();
        assertThat(SignerKey.parse("ed25519:AAAA")).isEmpty();
    }

    @Test
    void noMessageHoldsThePrivateKey() {
        SigningKey key = SigningKey.generate();

        assertThat(key.toString()).isEqualTo("the private key of " + key.signer());
    }

    @Test
    void aSignatureIsOfThisMessageByThisKey() {
        SigningKey key = SigningKey.generate();
        Claim claim = claim("main");
        Seal seal = key.seal(claim.message());

        assertThat(key.signer().signed(claim.message(), seal)).isTrue();
        assertThat(key.signer().signed(claim("other").message(), seal)).isFalse();
        assertThat(SigningKey.generate().signer().signed(claim.message(), seal)).isFalse();
        assertThat(key.signer().signed(claim.message(), new Seal(seal.signer(), "?")))
                .isFalse();
        assertThat(Seal.parse(seal.text())).contains(seal);
    }

    private static Claim claim(String scope) {
        return Claim.of(Claim.Kind.RECORD, Json.object().put("scope", scope).build())
                .orElseThrow();
    }
}
