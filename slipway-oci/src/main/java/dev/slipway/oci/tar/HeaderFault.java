// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

/** What is wrong with a header; the reader adds where. */
final class HeaderFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    HeaderFault(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
