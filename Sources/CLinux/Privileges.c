#define _GNU_SOURCE
#include "Privileges.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// On 32-bit ARM the plain calls take 16-bit numbers.
#if defined(__arm__)
#define SET_GROUPS SYS_setgroups32
#define SET_GROUP SYS_setresgid32
#define SET_USER SYS_setresuid32
#else
#define SET_GROUPS SYS_setgroups
#define SET_GROUP SYS_setresgid
#define SET_USER SYS_setresuid
#endif

bool linux_is_root(void) { return geteuid() == 0; }

int linux_become(uint32_t user, uint32_t group) {
  // The kernel's calls, not the library's, which would tell every other thread: there is none yet, and those to come inherit.
  if (syscall(SET_GROUPS, 0, NULL) != 0) { return errno; }
  if (syscall(SET_GROUP, group, group, group) != 0) { return errno; }
  if (syscall(SET_USER, user, user, user) != 0) { return errno; }
  // The way back must be shut.
  if (user != 0 && syscall(SET_USER, 0, 0, 0) == 0) { return EPERM; }
  return 0;
}

int linux_allow_real_time(int priority) {
  const uint64_t limit[2] = {(uint64_t)priority, (uint64_t)priority};
  const uint64_t unlimited[2] = {UINT64_MAX, UINT64_MAX};
  if (syscall(SYS_prlimit64, 0, RLIMIT_RTPRIO, limit, NULL) != 0) { return errno; }
  return syscall(SYS_prlimit64, 0, RLIMIT_MEMLOCK, unlimited, NULL) == 0 ? 0 : errno;
}

#if defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#elif defined(__arm__)
#define MACHINE AUDIT_ARCH_ARM
#elif defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#else
#error "no system call filter for this machine"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), RETURN(SECCOMP_RET_ALLOW)
// An ioctl's second argument holds the device type in its second byte.
#define ALLOW_TYPE(type) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(type) << 8, 0, 1), RETURN(SECCOMP_RET_ALLOW)

// No sockets, no new programs, no new memory, no new threads. Files are opened for new segments of the log alone.
static const struct sock_filter filter[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),
    RETURN(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
    ALLOW(SYS_read),
    ALLOW(SYS_write),
    ALLOW(SYS_pread64),
    ALLOW(SYS_pwrite64),
    ALLOW(SYS_fdatasync),
    ALLOW(SYS_fsync),
    ALLOW(SYS_ppoll),
    ALLOW(SYS_openat),
    ALLOW(SYS_close),
    ALLOW(SYS_fallocate),
    ALLOW(SYS_unlinkat),
    ALLOW(SYS_getdents64),
    ALLOW(SYS_lseek),
    ALLOW(SYS_fstat),
    ALLOW(SYS_futex),
    // A pseudonym for the next person.
    ALLOW(SYS_getrandom),
    // musl asks for the wall clock's state with this one.
    ALLOW(SYS_adjtimex),
    ALLOW(SYS_restart_syscall),
    ALLOW(SYS_rt_sigreturn),
    // A thread's first call.
    ALLOW(SYS_rt_sigprocmask),
    // At the end the bundle's copy is given back; what is given back cannot be had again.
    ALLOW(SYS_munmap),
    ALLOW(SYS_exit),
    ALLOW(SYS_exit_group),
#if defined(__aarch64__)
    ALLOW(SYS_newfstatat),
#else
    // musl opens without a folder where the machine has the call.
    ALLOW(SYS_open),
#endif
#if defined(__arm__)
    ALLOW(SYS_ppoll_time64),
    ALLOW(SYS_futex_time64),
    ALLOW(SYS_clock_gettime64),
    ALLOW(SYS_clock_nanosleep_time64),
    ALLOW(SYS_clock_adjtime64),
    ALLOW(SYS_fstat64),
    ALLOW(SYS__llseek),
    // Where the kernel lacks the calls with 64 bits of time, musl takes these.
    ALLOW(SYS_clock_gettime32),
    ALLOW(SYS_clock_adjtime),
#else
    ALLOW(SYS_clock_gettime),
    ALLOW(SYS_clock_nanosleep),
    ALLOW(SYS_clock_adjtime),
#endif
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 1, 0),
    RETURN(SECCOMP_RET_KILL_PROCESS),
    LOAD(args[1]),
    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xFF00),
    ALLOW_TYPE('k'),
    ALLOW_TYPE('W'),
    ALLOW_TYPE(0xB4),
    RETURN(SECCOMP_RET_KILL_PROCESS),
};

int linux_filter_system_calls(void) {
  const struct sock_fprog program = {
      .len = sizeof filter / sizeof filter[0], .filter = (struct sock_filter *)filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) { return errno; }
  // With every thread there is, or with none.
  const long failed = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
  if (failed < 0) { return errno; }
  return failed > 0 ? EBUSY : 0;
}
