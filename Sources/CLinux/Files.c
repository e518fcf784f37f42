#define _GNU_SOURCE
#include "Files.h"

#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>

int linux_open_folder(const char *path) {
  char name[PATH_MAX];
  size_t length = strlen(path);
  // A slash, or a slash and a dot, at the end would make the kernel follow a link before it.
  while (length > 1 && (path[length - 1] == '/' || (path[length - 1] == '.' && path[length - 2] == '/'))) { length--; }
  if (length >= sizeof name) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(name, path, length);
  name[length] = 0;
  const int folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (folder >= 0 && flock(folder, LOCK_EX | LOCK_NB) != 0) {
    // Another copy of the program has it: to try again would not help.
    const int code = errno == EWOULDBLOCK ? EBUSY : errno;
    close(folder);
    errno = code;
    return -1;
  }
  return folder;
}

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
