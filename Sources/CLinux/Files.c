#define _GNU_SOURCE
#include "Files.h"

#include <poll.h>

int linux_wait(const int descriptors[4], uint64_t timeout_nanoseconds) {
  struct pollfd polled[4];
  for (int i = 0; i < 4; i++) { polled[i] = (struct pollfd){descriptors[i], POLLIN, 0}; }
  const struct timespec timeout = {
      (time_t)(timeout_nanoseconds / 1000000000u), (long)(timeout_nanoseconds % 1000000000u)};
  const int count = ppoll(polled, 4, &timeout, NULL);
  if (count < 0) { return errno == EINTR ? 0 : -1; }
  int ready = 0;
  for (int i = 0; i < 4; i++) {
    if (polled[i].revents & POLLIN) { ready |= 1 << i; }
    if (polled[i].revents & (POLLERR | POLLHUP | POLLNVAL)) { ready |= 16 << i; }
  }
  return ready;
}
