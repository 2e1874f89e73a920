/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

int main(void) {
    puts("Hello from an image that holds nothing but this program.");
    return 0;
}
