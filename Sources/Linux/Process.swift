import CLinux

/// The running program.
public enum Process {
  /// Ends the program at once.
  public static func exit(_ code: ExitCode) -> Never {
    _exit(code.rawValue)
  }
}
