// SPDX-License-Identifier: Apache-2.0
// A thread, a table and arithmetic of the C library, so that the standard library asks glibc for much.
use std::collections::HashMap;

fn main() {
    let counted = std::thread::spawn(|| {
        let mut letters = HashMap::new();
        for letter in "manylinux".chars() {
            *letters.entry(letter).or_insert(0) += 1;
        }
        letters.len()
    });
    println!("letters: {}, e squared: {:.3}", counted.join().unwrap(), 1f64.exp().powf(2.0));
}
