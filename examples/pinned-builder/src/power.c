// SPDX-License-Identifier: Apache-2.0
// Uses what has changed in glibc since 2.28: exp and pow (2.29), and threads and dlopen, which were libraries of their own.
#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static void *power(void *text) {
  double *result = malloc(sizeof *result);
  double x = atof(text);
  *result = exp(x) + pow(x, x);
  return result;
}

int main(int argc, char **argv) {
  pthread_t thread;
  void *result;
  struct stat self;
  if (pthread_create(&thread, NULL, power, argc > 1 ? argv[1] : "2") || pthread_join(thread, &result)) return 1;
  if (stat("/proc/self/exe", &self) || !dlopen(NULL, RTLD_NOW)) return 1;
  printf("e^x + x^x = %.3f\n", *(double *)result);
  free(result);
  return 0;
}
