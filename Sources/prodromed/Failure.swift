import ADS1299
import Alarms
import Bundle
import EventLog
import Inference
import Linux
import Runtime
import Signal
import Supervisor
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
  /// Not a failure either: the person asked for the version.
  case version
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
  case settings(SettingsFault)
  /// The file of trusted keys is damaged.
  case trust
  /// What the board keeps over restarts cannot be read: nobody knows which bundles are too old.
  case keptState
  /// A device or a line is gone from the system, and how that showed, or the machine slept; a new start may find all
  /// well.
  case cannotGoOn(FaultDetail)
  /// A self-test failed.
  case selfTest
  /// A file of what is kept over restarts could not be written.
  case state(StorageFault)
  /// The service did not do what it was asked for: why, or nil where it did not answer.
  case bed(BedOutcome?)
  /// This build has no board: it only takes frames from a file.
  case noBoard

  /// How the program ends.
  var exitCode: ExitCode {
    switch self {
    case .help, .version: .success
    case .usage, .noBoard: .usage
    case .system(_, .board), .cannotGoOn: .operatingSystem
    case .system, .state: .inputOutput
    case .bed(let outcome): outcome == nil ? .unavailable : .no
    case .bundle, .detector, .frames, .design, .mismatch, .settings, .trust, .keptState: .data
    case .selfTest: .no
    }
  }

  /// The reason as the log names it; nil where there is nothing to be logged.
  var reason: ReasonCode? {
    switch self {
    case .bundle, .settings, .trust, .system(_, .trust): .bundle
    case .detector: .model
    case .keptState: .keptState
    case .cannotGoOn(.slept): .clock
    case .system(_, .board), .cannotGoOn: .frontEnd
    case .selfTest: .selfTest
    case .help, .version, .usage, .system, .state, .bed, .frames, .design, .mismatch, .noBoard: nil
    }
  }

  /// Why, in detail.
  var detail: FaultDetail {
    switch self {
    case .system(let fault, _): fault.detail
    case .bundle(let fault): fault.detail
    case .detector(let fault): fault.detail
    case .settings(let fault): fault.detail
    case .trust: .bundle(.trustedKeys, 0)
    case .keptState: .bundle(.counterUnknown, 0)
    case .cannotGoOn(let detail): detail
    case .state(let fault): .storage(fault.operation, segment: 0, code: fault.code)
    case .help, .version, .usage, .frames, .design, .mismatch, .selfTest, .bed, .noBoard: .none
    }
  }
}

extension BundleDetectorFault {
  /// The fault as the log keeps it.
  fileprivate var detail: FaultDetail {
    switch self {
    case .sectionVersion(let kind, _): .bundle(.sectionVersion, UInt32(kind.rawValue))
    case .missing(let kind): .bundle(.missingSection, UInt32(kind.rawValue))
    case .model(let fault): .bundle(.model, UInt32(clamping: fault.offset))
    case .alarmPolicy(let fault): .bundle(.alarmPolicy, UInt32(fault.rawValue))
    case .signalDesign: .bundle(.signalDesign, UInt32(SectionKind.signalDesign.rawValue))
    case .cannotCall(let problem): .bundle(.cannotCall, UInt32(problem.rawValue))
    case .otherFrontEnd: .bundle(.otherFrontEnd, UInt32(SectionKind.signalDesign.rawValue))
    case .runtime: .bundle(.parts, UInt32(SectionKind.model.rawValue))
    case .forecasterSection(let fault): fault.detail
    case .forecaster: .bundle(.forecaster, 0)
    }
  }
}
