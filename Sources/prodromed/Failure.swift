import Bundle
import Linux
import Runtime
import Signal
import Vocabulary

/// Why the program ends early.
enum Failure: Error {
  /// Which file a fault is about.
  enum Subject {
    case arguments
    case bundle
    case frames
    case log
    case board
    case trust
  }

  /// Not a failure: the person asked for help.
  case help
  /// The arguments make no sense.
  case usage(StaticString)
  /// A system call failed.
  case system(SystemFault, Subject)
  /// The bundle is refused.
  case bundle(BundleFault)
  /// The bundle cannot detect.
  case detector(BundleDetectorFault)
  /// The file of frames is refused: what is wrong, and how many frames came before.
  case frames(FrameFileFault, frame: UInt64)
  /// The signal chain's design in the file of frames is refused.
  case design(SignalFault)
  /// The frames have another rate or fewer inputs than the signal chain was designed for.
  case mismatch
  /// The board's front end cannot be set up so.
  case settings
  /// The file of trusted keys, or the one of the highest version counter, is damaged.
  case trust
  /// A device or a line is gone from the system; a new start may find it again.
  case lostPort
  /// A self-test failed.
  case selfTest
  /// This build has no board: it only takes frames from a file.
  case noBoard

  /// How the program ends.
  var exitCode: ExitCode {
    switch self {
    case .help: .success
    case .usage, .noBoard: .usage
    case .system(_, .board), .lostPort: .operatingSystem
    case .system: .inputOutput
    case .bundle, .detector, .frames, .design, .mismatch, .settings, .trust: .data
    case .selfTest: .no
    }
  }

  /// The reason as the log names it; nil where there is nothing to be logged.
  var reason: ReasonCode? {
    switch self {
    case .bundle, .settings, .trust, .system(_, .trust): .bundle
    case .detector: .model
    case .system(_, .board), .lostPort: .frontEnd
    case .selfTest: .selfTest
    case .help, .usage, .system, .frames, .design, .mismatch, .noBoard: nil
    }
  }

  /// What the log says beside the reason: the system's error number.
  var detail: UInt64 {
    if case .system(let fault, _) = self { return UInt64(UInt32(bitPattern: fault.code)) }
    return 0
  }
}
