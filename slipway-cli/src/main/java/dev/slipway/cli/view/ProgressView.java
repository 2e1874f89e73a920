// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.progress.ProgressSink;

/** Shows a build while it runs. Closing it prints what is left and the warnings, and gives the terminal back. */
public interface ProgressView extends ProgressSink, AutoCloseable {
    @Override
    void close();
}
