/* SPDX-License-Identifier: Apache-2.0 */
#include "parts.h"

unsigned long product_to(unsigned last)
{
	return last < 2 ? 1 : last * product_to(last - 1);
}
