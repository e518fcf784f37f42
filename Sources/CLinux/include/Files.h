// Files in one folder, and waiting for descriptors. Nothing here decides anything.
#ifndef PRODROME_FILES_H
#define PRODROME_FILES_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Opens a folder for one program alone; a link in the last place of the path is refused, with a slash behind it, too. Where another
/// has it open so, the error is EWOULDBLOCK.
int linux_open_folder(const char *path);

/// Opens a file of a folder for reading and writing; a link is refused.
static inline int linux_open_in_folder(int folder, const char *name, unsigned mode) {
  return openat(folder, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | (mode != 0 ? O_CREAT : 0), mode);
}

/// Opens a file of a folder for reading. Returns a descriptor, or -1.
static inline int linux_open_in_folder_for_reading(int folder, const char *name) {
  return openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

/// Removes a file of a folder. Returns 0, or -1.
static inline int linux_remove_from_folder(int folder, const char *name) { return unlinkat(folder, name, 0); }

/// Reads at an offset, going on after a signal; -1 on an error, 0 at the end.
static inline ssize_t linux_read_at(int descriptor, void *bytes, size_t byte_count, int64_t offset) {
  ssize_t result;
  do {
    result = pread(descriptor, bytes, byte_count, offset);
  } while (result < 0 && errno == EINTR);
  return result;
}

/// Writes at an offset, going on after a signal; -1 on an error.
static inline ssize_t linux_write_at(int descriptor, const void *bytes, size_t byte_count, int64_t offset) {
  ssize_t result;
  do {
    result = pwrite(descriptor, bytes, byte_count, offset);
  } while (result < 0 && errno == EINTR);
  return result;
}

/// Gives a file this many bytes on the disk; new ones are zero. Returns 0, or an error number.
static inline int linux_preallocate(int descriptor, int64_t byte_count) {
  return posix_fallocate(descriptor, 0, byte_count);
}

/// The next entries of a folder, as the kernel packs them; 0 at the end, -1 on an error. Not `readdir`, which allocates.
static inline ssize_t linux_folder_entries(int folder, void *bytes, size_t byte_count) {
  return syscall(SYS_getdents64, folder, bytes, byte_count);
}

/// Begins a folder's entries anew.
static inline int linux_rewind_folder(int folder) { return lseek(folder, 0, SEEK_SET) < 0 ? -1 : 0; }

/// Fills bytes with random ones. Returns how many, or -1.
static inline ssize_t linux_random(void *bytes, size_t byte_count) { return getrandom(bytes, byte_count, 0); }

/// Who owns an open file.
static inline int linux_owner(int descriptor, uint32_t *user, uint32_t *group) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) { return -1; }
  *user = status.st_uid;
  *group = status.st_gid;
  return 0;
}

/// Memory of its own, all zero; null if there is none. Only before the seal.
static inline void *linux_map_memory(size_t byte_count) {
  void *start = mmap(NULL, byte_count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return start == MAP_FAILED ? NULL : start;
}

/// A counter in the kernel by which one thread wakes another.
static inline int linux_open_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

/// Adds one to a bell.
static inline void linux_ring_bell(int bell) {
  const uint64_t one = 1;
  // Full at 2^64 - 2 rings; then it rings already.
  (void)!write(bell, &one, sizeof one);
}

/// Sets a bell back; returns how often it has rung.
static inline uint64_t linux_silence_bell(int bell) {
  uint64_t count = 0;
  return read(bell, &count, sizeof count) == sizeof count ? count : 0;
}

/// A descriptor that can be read once someone asks the program to end.
static inline int linux_open_end_request(void) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  if (sigprocmask(SIG_BLOCK, &signals, NULL) != 0) { return -1; }
  return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// Waits until one of up to four descriptors can be read or is broken, or the time is over; negative descriptors are left
/// out. Returns a mask of those that are ready, and of those broken in the bits from 4 on; -1 on an error.
int linux_wait(const int descriptors[4], uint64_t timeout_nanoseconds);

#endif
