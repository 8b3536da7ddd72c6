/* LD_PRELOAD=skew.so SKEW_FILE=F: the wall clock of a process goes wrong by the microseconds that stand in F, at once when F
   changes. The monotonic clock stays as it is, and so do all waits: what a step of the clock does on a real host. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t none, *skew = &none;

__attribute__((constructor)) static void open_file(void) {
  const char *name = getenv("SKEW_FILE");
  int fd = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  void *page = fd < 0 ? MAP_FAILED : mmap(0, sizeof *skew, PROT_READ, MAP_SHARED, fd, 0);
  if (page == MAP_FAILED) _exit(99);   /* a test without its fault proves nothing */
  skew = page;
}
static int (*real_clock)(clockid_t, struct timespec *);
int clock_gettime(clockid_t id, struct timespec *t) {
  if (!real_clock) real_clock = dlsym(RTLD_NEXT, "clock_gettime");   /* the C library's, so still without a system call */
  int rc = real_clock(id, t);
  if (rc == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) {
    int64_t us = *skew, ns = t->tv_nsec + us % 1000000 * 1000;
    t->tv_sec += us / 1000000 + (ns < 0 ? -1 : ns >= 1000000000);
    t->tv_nsec = ns < 0 ? ns + 1000000000 : ns >= 1000000000 ? ns - 1000000000 : ns;
  }
  return rc;
}
int gettimeofday(struct timeval *tv, void *tz) {
  struct timespec t;
  (void) tz;
  if (clock_gettime(CLOCK_REALTIME, &t)) return -1;
  tv->tv_sec = t.tv_sec;
  tv->tv_usec = t.tv_nsec / 1000;
  return 0;
}
time_t time(time_t *out) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  if (out) *out = t.tv_sec;
  return t.tv_sec;
}
