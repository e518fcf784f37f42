// The clocks. Nothing here decides anything.
#ifndef PRODROME_CLOCK_H
#define PRODROME_CLOCK_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/// The monotonic clock, in nanoseconds: the one that stamps the edges of GPIO lines.
static inline uint64_t linux_monotonic_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/// How long the machine has slept since it was switched on, in nanoseconds: what the clock that goes on meanwhile is ahead. Never too
/// much: whoever is not run between the two readings reads the one that stands too late.
static inline uint64_t linux_slept_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  const uint64_t total = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
  const uint64_t awake = linux_monotonic_nanoseconds();
  return total > awake ? total - awake : 0;
}

/// Returns when the monotonic clock has reached a time; goes on after a signal.
static inline void linux_sleep_until(uint64_t nanoseconds) {
  const struct timespec deadline = {(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, NULL) == EINTR) {}
}

/// The wall clock, in nanoseconds since 1970.
static inline int64_t linux_wall_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// Whether the kernel holds the wall clock to be in step with another; false also where it does not say.
bool linux_is_wall_synchronised(void);

#endif
