// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.json.Json;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Seal;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a cache says, with who says it.
 *
 * @param value what was read of the payload
 * @param payload what the signature covers, as it stood
 * @param used when an export named it last, which keeps it from being left out; not signed
 */
public record Entry<T>(T value, Json payload, Optional<Seal> seal, Instant used) {
    /** What is to be judged or signed; empty when the payload is no claim. */
    public Optional<Claim> claim(Claim.Kind kind) {
        return Claim.of(kind, payload);
    }

    Entry<T> usedAt(Instant time) {
        return new Entry<>(value, payload, seal, time);
    }

    Json toJson() {
        Json.Builder out = Json.object().put("payload", payload).put("used", used.toString());
        seal.ifPresent(by -> out.put("signer", by.signer()).put("signature", by.signature()));
        return out.build();
    }

    /** How the value of a payload is read. */
    interface Reading<T> {
        T read(Payload payload) throws MalformedCacheException;
    }

    static <T> Entry<T> read(Payload wrapped, Reading<T> reading) throws MalformedCacheException {
        Json payload = wrapped.json().get("payload").orElseThrow(() -> wrapped.fault("payload", "expected an object"));
        Optional<String> signer = wrapped.json().text("signer");
        Optional<String> signature = wrapped.json().text("signature");
        Optional<Seal> seal = signer.isPresent() && signature.isPresent()
                ? Optional.of(new Seal(signer.get(), signature.get()))
                : Optional.empty();
        T value = reading.read(new Payload(payload, wrapped.where()));
        return new Entry<>(value, payload, seal, wrapped.instant("used"));
    }
}
