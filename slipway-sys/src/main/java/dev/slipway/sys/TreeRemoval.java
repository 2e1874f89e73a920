// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Removes trees of strangers: folders without permissions, and trees deeper than there are descriptors, whose deep ends
 * are first moved up.
 */
final class TreeRemoval {
    private static final int MAX_DEPTH = 64;

    private final LinuxDir top;
    private final Deque<byte[]> movedUp = new ArrayDeque<>();
    private int moves;
    private @Nullable KernelException first;

    TreeRemoval(LinuxDir top) {
        this.top = top;
    }

    boolean remove(byte[] name) throws KernelException {
        if (top.stat(name).isEmpty()) {
            return false;
        }
        removeEntry(top, name, 0);
        while (!movedUp.isEmpty()) {
            removeEntry(top, movedUp.remove(), 0);
        }
        if (first != null) {
            throw first;
        }
        return true;
    }

    private void removeEntry(LinuxDir parent, byte[] name, int depth) {
        try {
            parent.remove(name, false);
        } catch (KernelException e) {
            if (e.is(Errno.EISDIR) || e.is(Errno.EPERM)) {
                removeFolder(parent, name, depth);
            } else {
                remember(e);
            }
        }
    }

    private void removeFolder(LinuxDir parent, byte[] name, int depth) {
        try {
            if (depth > MAX_DEPTH) {
                byte[] above = Names.bytes(".removed-" + System.nanoTime() + "-" + moves++);
                parent.rename(name, top, above);
                movedUp.add(above);
                return;
            }
            try (LinuxDir folder = openWhateverItsMode(parent, name)) {
                for (DirEntry entry : folder.entries()) {
                    if (entry.stat().isDirectory()) {
                        removeFolder(folder, entry.name(), depth + 1);
                    } else {
                        removeEntry(folder, entry.name(), depth + 1);
                    }
                }
            }
            parent.remove(name, true);
        } catch (KernelException e) {
            remember(e);
        }
    }

    private static LinuxDir openWhateverItsMode(LinuxDir parent, byte[] name) throws KernelException {
        if (ProcessState.UID != 0) {
            parent.setMode(name, 0700);
        }
        return parent.open(name);
    }

    private void remember(KernelException e) {
        if (first == null) {
            first = e;
        }
    }
}
