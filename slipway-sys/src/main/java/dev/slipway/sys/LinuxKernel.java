// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.file.Path;
import java.util.Optional;

/** The kernel by FFM. */
final class LinuxKernel implements Kernel {
    static final Kernel INSTANCE = new LinuxKernel();

    @Override
    public void mountOverlay(Overlay overlay, Path target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void bind(Path source, Path target, boolean readOnly) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void mountTmpfs(Path target, String options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setPropagation(Path target, Propagation propagation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean unmount(Path target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void syncFileSystem(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean inUserNamespace() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Dir open(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> xattr(Path file, String attribute) {
        throw new UnsupportedOperationException();
    }
}
