// SPDX-License-Identifier: Apache-2.0
/** Registries: the OCI distribution protocol, mirrors, credentials. */
@NullMarked
package dev.slipway.registry;

import org.jspecify.annotations.NullMarked;
