// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.function.Library;
import dev.slipway.hcl.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A scope with the library's functions and no variables. */
record LibraryScope() implements Scope {
    @Override
    public Optional<Value> variable(String name, List<String> steps) {
        return Optional.empty();
    }

    @Override
    public Optional<Callable> function(String name) {
        Optional<Callable> form = SpecialForms.find(name);
        return form.isPresent() ? form : Library.find(name).map(Callable.OfValues::new);
    }

    @Override
    public Collection<String> variableNames() {
        return List.of();
    }

    @Override
    public Collection<String> functionNames() {
        return Library.names();
    }
}
