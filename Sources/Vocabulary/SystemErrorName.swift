/// The names and meanings of the system's error numbers that this program can meet: those of Linux, alike on all its
/// machines.
public enum SystemErrorName {
  /// The number's name and meaning, such as `no such file or directory (ENOENT)`; nil for one that is not known here.
  public static func text(_ code: Int32) -> StaticString? {
    switch code {
    case 1: "operation not permitted (EPERM)"
    case 2: "no such file or directory (ENOENT)"
    case 4: "interrupted (EINTR)"
    case 5: "input or output error (EIO)"
    case 6: "no such device or address (ENXIO)"
    case 7: "too long (E2BIG)"
    case 9: "bad descriptor (EBADF)"
    case 11: "try again (EAGAIN)"
    case 12: "no memory (ENOMEM)"
    case 13: "permission denied (EACCES)"
    case 14: "bad address (EFAULT)"
    case 16: "busy: somebody else has it (EBUSY)"
    case 17: "it exists already (EEXIST)"
    case 19: "no such device (ENODEV)"
    case 20: "not a folder (ENOTDIR)"
    case 21: "it is a folder (EISDIR)"
    case 22: "not possible (EINVAL)"
    case 23: "too many open files in the system (ENFILE)"
    case 24: "too many open files (EMFILE)"
    case 25: "not such a device (ENOTTY)"
    case 27: "file too large (EFBIG)"
    case 28: "no room left (ENOSPC)"
    case 30: "read-only (EROFS)"
    case 32: "broken pipe (EPIPE)"
    case 34: "out of range (ERANGE)"
    case 36: "name too long (ENAMETOOLONG)"
    case 38: "the kernel lacks the call (ENOSYS)"
    case 40: "a symbolic link (ELOOP)"
    case 61: "empty (ENODATA)"
    case 74: "damaged data (EBADMSG)"
    case 90: "message too long (EMSGSIZE)"
    case 95: "not supported (EOPNOTSUPP)"
    case 108: "shut down (ESHUTDOWN)"
    case 110: "timed out (ETIMEDOUT)"
    case 116: "stale file (ESTALE)"
    case 117: "the file system needs repair (EUCLEAN)"
    case 121: "remote input or output error (EREMOTEIO)"
    case 122: "quota exceeded (EDQUOT)"
    default: nil
    }
  }
}
