/* SPDX-License-Identifier: Apache-2.0 */
#include "parts.h"
#include <stdio.h>

int main(void)
{
	greet("world");
	printf("5! = %lu, and this has %u words\n", product_to(5), count_words("this has four words"));
	return 0;
}
