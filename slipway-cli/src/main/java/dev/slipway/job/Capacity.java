// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.Job;

/** How much may run at once. Who wants more than there is at all gets all. */
final class Capacity {
    private final int allCpus;
    private final long allMemory;
    private int cpus;
    private long memory;

    /** @param memory in bytes */
    Capacity(int cpus, long memory) {
        this.allCpus = cpus;
        this.allMemory = memory;
        this.cpus = cpus;
        this.memory = memory;
    }

    /** A part of it, given back when closed. */
    interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until there is as much as the job wants. */
    synchronized Share take(Job.Limits wanted) throws InterruptedException {
        int ownCpus = Math.min(wanted.cpus(), allCpus);
        long ownMemory = Math.min(wanted.memoryBytes(), allMemory);
        while (ownCpus > cpus || ownMemory > memory) {
            wait();
        }
        cpus -= ownCpus;
        memory -= ownMemory;
        return () -> giveBack(ownCpus, ownMemory);
    }

    private synchronized void giveBack(int ownCpus, long ownMemory) {
        cpus += ownCpus;
        memory += ownMemory;
        notifyAll();
    }
}
