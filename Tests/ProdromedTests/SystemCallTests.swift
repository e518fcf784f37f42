import Foundation
import TestSupport
import Testing

/// The list of system calls that the running daemon may make, held to the calls in its sources; that it lacks none is
/// what every check on the virtual board shows, where any other call ends the daemon.
@Suite struct SystemCallTests {
  /// Each call of the list, on one of the three machines at least, with the functions by which the sources make it;
  /// none: the C library or the kernel makes it by itself.
  private static let allowed: [String: [String]] = [
    "read": ["read"], "write": ["write"], "pread64": ["pread"], "pwrite64": ["pwrite"], "fdatasync": ["fdatasync"],
    "fsync": ["fsync"], "ppoll": ["ppoll"], "ppoll_time64": ["ppoll"], "openat": ["openat"], "open": ["open"],
    "close": ["close"], "fallocate": ["posix_fallocate"], "unlinkat": ["unlinkat"], "getdents64": ["SYS_getdents64"],
    "lseek": ["lseek"], "_llseek": ["lseek"], "fstat": ["fstat"], "fstat64": ["fstat"], "newfstatat": ["fstat"],
    "getrandom": ["getrandom"], "ioctl": ["ioctl"], "munmap": ["munmap"], "exit_group": ["exit"],
    "adjtimex": ["clock_adjtime"], "clock_adjtime": ["clock_adjtime"], "clock_adjtime64": ["clock_adjtime"],
    "clock_gettime": ["clock_gettime"], "clock_gettime64": ["clock_gettime"], "clock_gettime32": ["clock_gettime"],
    "clock_nanosleep": ["clock_nanosleep"], "clock_nanosleep_time64": ["clock_nanosleep"],
    // Ends and locks of threads, ends of signals, and what goes on after one.
    "futex": [], "futex_time64": [], "exit": [], "rt_sigprocmask": [], "rt_sigreturn": [], "restart_syscall": [],
  ]
  /// Functions that are called before the list is in force, or with it in vain: what they ask for is then refused by
  /// ending the daemon.
  private static let starting: Set = [
    "mmap", "mprotect", "mlock", "mlockall", "madvise", "prctl", "sched_getaffinity", "pthread_setaffinity_np",
    "pthread_create", "sigprocmask", "signalfd", "eventfd", "flock", "getrlimit", "geteuid", "syscall",
  ]
  /// The kernel's calls of the start that the sources make by their numbers, and those behind the functions above.
  private static let startingCalls = [
    "setgroups", "setresgid", "setresuid", "prlimit64", "seccomp", "sched_setscheduler", "sched_setaffinity", "execve",
    "mmap", "mprotect", "mlock", "mlockall", "madvise", "prctl", "sched_getaffinity", "clone", "signalfd4", "eventfd2",
    "flock", "geteuid", "brk", "rt_sigaction", "set_tid_address",
  ]
  /// Functions and words before a bracket that are no system call.
  private static let others: Set = [
    "defined", "sizeof", "offsetof", "return", "if", "while", "for", "switch", "getauxval", "memcpy", "strlen",
    "snprintf", "va_start", "va_arg", "va_end", "sigaddset", "sigemptyset", "pthread_attr_init",
    "pthread_attr_setdetachstate", "pthread_attr_setinheritsched", "pthread_attr_setschedparam",
    "pthread_attr_setschedpolicy", "pthread_attr_setstack", "malloc", "free", "calloc", "realloc", "aligned_alloc",
    "memalign", "posix_memalign", "allocate", "append_number", "attempt", "begin", "body", "__attribute__", "__asm__",
    "__assert_fail",
  ]

  /// The sources of a folder, without their comments.
  private static func sources(_ folder: String, _ suffixes: [String]) throws -> String {
    let url = SharedData.repository.appending(path: folder)
    let files = try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { name in
      suffixes.contains { name.hasSuffix($0) }
    }
    return try files.sorted().map { name in
      try String(contentsOf: url.appending(path: name), encoding: .utf8)
        .replacing(/\/\/[^\n]*/, with: "").replacing(/"[^"\n]*"/, with: "\"\"")
    }.joined(separator: "\n")
  }

  private static func filter() throws -> Set<String> {
    let text = try sources("Sources/CLinux", ["Privileges.c"])
    let calls = text.matches(of: /ALLOW\(SYS_([a-z0-9_]+)\)|BPF_K, SYS_([a-z0-9_]+), 1, 0\)/)
    return Set(calls.compactMap { $0.output.1 ?? $0.output.2 }.map(String.init))
  }

  @Test func everyCallOfTheListIsMade() throws {
    #expect(try Self.filter() == Set(Self.allowed.keys))
    let text =
      try Self.sources("Sources/CLinux", [".c", ".h"]).replacing(/ALLOW\(SYS_[a-z0-9_]+\)/, with: "")
      + Self.sources("Sources/Linux", [".swift"])
    for (call, functions) in Self.allowed {
      for function in functions {
        let made = try Regex("(^|[^A-Za-z0-9_.])\(function)[(,]").anchorsMatchLineEndings()
        #expect(text.contains(made), "\(call): nothing calls \(function)")
      }
    }
  }

  /// A function that is new in the sources must be said to be of the start, of the list, or no system call.
  @Test func everyCallThatIsMadeIsOfTheListOrOfTheStart() throws {
    let text = try Self.sources("Sources/CLinux", [".c", ".h"])
    let running = Set(Self.allowed.values.joined())
    for match in text.matches(of: /\b([a-z_][a-z0-9_]*)\(/) {
      let name = String(match.output.1)
      guard !name.hasPrefix("linux_"), !name.hasPrefix("__builtin_"), !name.hasPrefix("__wrap_") else { continue }
      let kinds = [running.contains(name), Self.starting.contains(name), Self.others.contains(name)]
      #expect(kinds.count { $0 } == 1, "\(name)")
    }
  }

  private static let analyze = "/usr/bin/systemd-analyze"
  private static let hasAnalyze = FileManager.default.isExecutableFile(atPath: analyze)

  /// Groups of calls, as systemd has them, by their names.
  private static func groups() throws -> [String: [String]] {
    let process = Process()
    process.executableURL = URL(filePath: analyze)
    process.arguments = ["syscall-filter", "--no-pager"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    var groups: [String: [String]] = [:]
    var group = ""
    for line in text.split(separator: "\n") {
      let name = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("@") {
        group = name
      } else if line.hasPrefix(" ") && !name.hasPrefix("#") {
        groups[group, default: []].append(name)
      }
    }
    return groups
  }

  /// What the unit lets through, before the daemon's own list: everything the daemon asks for.
  @Test(.enabled(if: hasAnalyze, "there is no systemd-analyze here"))
  func theUnitLetsTheDaemonsCallsThrough() throws {
    let groups = try Self.groups()
    func calls(_ name: String) -> Set<String> {
      name.hasPrefix("@") ? (groups[name] ?? []).reduce(into: []) { $0.formUnion(calls($1)) } : [name]
    }
    try #require(calls("@system-service").count > 100)
    let unit = try String(
      contentsOf: SharedData.repository.appending(path: "Boards/prodromed.service"), encoding: .utf8)
    var through = calls("@default")
    for line in unit.split(separator: "\n") where line.hasPrefix("SystemCallFilter=") {
      let names = line.dropFirst("SystemCallFilter=".count)
      let found = names.drop { $0 == "~" }.split(separator: " ").reduce(into: Set<String>()) {
        $0.formUnion(calls(String($1)))
      }
      if names.hasPrefix("~") { through.subtract(found) } else { through.formUnion(found) }
    }
    // The kernel's headers for 32-bit machines have this under another name.
    let wanted = try Self.filter().subtracting(["clock_gettime32"]).union(Self.startingCalls)
    #expect(wanted.subtracting(through).isEmpty, "\(wanted.subtracting(through).sorted())")
    for call in ["ptrace", "init_module", "mount", "reboot", "swapon", "kexec_load", "iopl"] {
      #expect(!through.contains(call), "\(call)")
    }
  }
}
