/// Why a fault is one: what was found, where, and what was expected. The log keeps it as bytes (`init(decoding:)`),
/// people read it as a sentence.
public enum FaultDetail: BitwiseCopyable, Equatable, Sendable {
  /// The reason says all.
  case none
  /// So many frames were lost.
  case framesLost(UInt64)
  /// These channels are concerned.
  case channels(ChannelMask)
  /// The front end's settings are refused: why, and the number that is wrong.
  case settings(SettingsProblem, UInt32)
  /// A chip does not say that it is what the board should have.
  case identity(chip: UInt8, found: UInt8)
  /// A register does not hold what was written.
  case register(chip: UInt8, address: UInt8, expected: UInt8, found: UInt8)
  /// No data-ready edge comes from the chip select with this number.
  case noEdges(select: UInt8)
  /// Frames of the chip select with this number are broken.
  case brokenFrames(select: UInt8)
  /// Frames could not be fetched in their time.
  case lateFrames
  /// No decision was made for so many milliseconds.
  case silence(milliseconds: UInt32)
  /// The operating system, a device or a file did not do what was asked: what, of which, and the system's error number.
  case system(SystemOperation, subject: FixedText<32>, code: Int32)
  /// The log's storage did not do what was asked: what, of which segment (0: all), and the system's error number.
  case storage(StorageOperation, segment: UInt32, code: Int32)
  /// The log could not take a record.
  case log(LogRefusal)
  /// The thread that stores has not moved for so many milliseconds.
  case storageStalled(milliseconds: UInt32)
  /// So many records did not fit the queue to the log.
  case recordsRefused(UInt32)
  /// A bundle is refused: why, and the offset or number that shows it.
  case bundle(BundleProblem, UInt32)
  /// The acknowledge button cannot be believed.
  case button(ButtonProblem)
  /// What the board keeps over restarts cannot be read.
  case keptState
  /// A part of what the board keeps over restarts cannot be read.
  case keptPart(KeptPart)
  /// The machine slept for so many milliseconds.
  case slept(milliseconds: UInt32)
  /// Samples of the chip select with this number come at another rate than was set.
  case rate(select: UInt8)
  /// No channel's evidence has changed for so many hops.
  case standstill(hops: UInt8)
  /// These inputs measure the chip's own test signal wrong.
  case testSignal(inputs: ChannelMask)

  /// The number that stands for the kind of detail in the log; never reused.
  public var kind: UInt8 {
    switch self {
    case .none: 0
    case .framesLost: 1
    case .channels: 2
    case .settings: 3
    case .identity: 4
    case .register: 5
    case .noEdges: 6
    case .brokenFrames: 7
    case .lateFrames: 8
    case .silence: 9
    case .system: 10
    case .storage: 11
    case .log: 12
    case .storageStalled: 13
    case .recordsRefused: 14
    case .bundle: 15
    case .button: 16
    case .keptState: 17
    case .keptPart: 18
    case .slept: 19
    case .rate: 20
    case .standstill: 21
    case .testSignal: 22
    }
  }
}
