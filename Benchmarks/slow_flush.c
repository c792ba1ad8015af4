// SPDX-License-Identifier: Apache-2.0
// Preloaded, it makes a fast disk slow: fdatasync takes SLOW_FLUSH_US microseconds longer.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int fdatasync(int descriptor) {
    static int (*real)(int);
    static long microseconds = -1;
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    if (microseconds < 0) {
        const char *told = getenv("SLOW_FLUSH_US");
        microseconds = told ? atol(told) : 0;
    }
    struct timespec pause = {microseconds / 1000000, microseconds % 1000000 * 1000};
    nanosleep(&pause, NULL);
    return real(descriptor);
}
