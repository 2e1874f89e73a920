/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GREETING
#define GREETING "Hello"
#endif

void greet(const char *name);
unsigned long product_to(unsigned last);
unsigned count_words(const char *text);
