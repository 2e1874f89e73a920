/* SPDX-License-Identifier: Apache-2.0 */
#include "parts.h"
#include <stdio.h>

void greet(const char *name)
{
	printf("%s, %s!\n", GREETING, name);
}
