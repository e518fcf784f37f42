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

  /// How the program ends.
  var exitCode: ExitCode {
    switch self {
    case .help: .success
    case .usage: .usage
    case .system: .inputOutput
    case .bundle, .detector, .frames, .design, .mismatch: .data
    }
  }
}
