/* SPDX-License-Identifier: Apache-2.0 */
#include "parts.h"
#include <ctype.h>

unsigned count_words(const char *text)
{
	unsigned count = 0;
	int inside = 0;

	for (; *text != '\0'; text++) {
		count += !inside && !isspace((unsigned char)*text);
		inside = !isspace((unsigned char)*text);
	}
	return count;
}
