// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

/** Which extended attributes are part of an image. */
final class Attributes {
    private Attributes() {}

    /**
     * Not those by which an overlay works (a layer that brought its own could show files that are not in it), and not
     * the labels of the machine's own security policy.
     */
    static boolean belongInLayer(String name) {
        return !name.startsWith("trusted.overlay.")
                && !name.startsWith("user.overlay.")
                && !name.startsWith("system.")
                && !name.equals("security.selinux")
                && !name.equals("security.ima")
                && !name.equals("security.evm")
                && !name.equals("security.apparmor");
    }
}
