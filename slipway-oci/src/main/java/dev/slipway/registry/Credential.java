// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.text.Redacted;

/** What a registry is shown. None of it ever prints. */
public sealed interface Credential {
    /** Name and password. */
    record Login(String user, Redacted password) implements Credential {}

    /** An OAuth2 refresh token, which docker calls an identity token. */
    record IdentityToken(Redacted token) implements Credential {}

    /** A bearer token that the registry takes as it is. */
    record RegistryToken(Redacted token) implements Credential {}
}
