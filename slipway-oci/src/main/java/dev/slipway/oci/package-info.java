// SPDX-License-Identifier: Apache-2.0
/** The image model of OCI and docker: references, platforms, descriptors, manifests, configurations, layouts, archives. */
@NullMarked
package dev.slipway.oci;

import org.jspecify.annotations.NullMarked;
