// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FakeRegistryContractTest extends RegistryContract {
    private FakeRegistry registry = FakeRegistry.start();

    @BeforeAll
    void start() {
        registry.close();
        registry = FakeRegistry.start().pagesOf(2);
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    @Override
    protected String address() {
        return registry.address();
    }
}
