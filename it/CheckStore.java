// SPDX-License-Identifier: Apache-2.0
import dev.slipway.snapshot.Store;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** Checks the stores whose folders come in, a line each; answers what is wrong, and then "checked". */
class CheckStore {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try (Store store = Store.open(Path.of(line))) {
                store.check().run().forEach(System.out::println);
            }
            System.out.println("checked");
            System.out.flush();
        }
    }
}
