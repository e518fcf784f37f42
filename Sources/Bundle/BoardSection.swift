import Vocabulary

/// The board as `prodromed` sees it: wires, clock, registers, electrodes. Decoding checks all of it; see
/// `BoardSection.init(bytes:version:)`.
public struct BoardSection: Sendable {
  /// How the description is known to be true.
  public enum Evidence: UInt8, Sendable {
    /// Somebody ran it on the board.
    case hardware = 1
    /// It was run on an emulated board.
    case emulated = 2
    /// It was read in the vendor's files.
    case vendor = 3
  }

  /// What becomes of an output that its program no longer holds: the kernel's choice, not the program's.
  public enum ReleasedLines: UInt8, Sendable {
    /// It is an input again, and its pull resistor makes its level: a dead program calls at once.
    case input = 1
    /// It keeps its level: a dead program calls when it starts again, or when the watchdog has reset the board.
    case kept = 2
  }

  /// The version of the section's form.
  public static let version: UInt16 = 3

  /// The board's name.
  public var identity: BoardIdentity
  /// The board's processor core, such as `cortex-a53`.
  public var processor: KernelName
  /// How the description is known to be true.
  public var evidence: Evidence
  /// Path of the SPI device, such as `/dev/spidev0.0`.
  public var spiDevice: KernelName
  /// Path of the second chip's SPI device, such as `/dev/spidev0.1`; empty unless it has a chip select of its own.
  public var secondSPIDevice: KernelName
  /// The SPI mode.
  public var spiMode: UInt8
  /// The SPI clock, in hertz.
  public var spiHertz: UInt32
  /// The front end.
  public var frontEnd: FrontEnd
  /// By input: the electrode's label, or the derivation's where both ends are wired, such as `Fp1` or `F7-T7`.
  public var labels: PerInput<ChannelName>
  /// Path of the watchdog's device. Every board has one: a program that hangs holds its lines where they are.
  public var watchdogDevice: KernelName
  /// Seconds after which the watchdog resets the board.
  public var watchdogSeconds: UInt16
  /// How many lines there are.
  public private(set) var lineCount: Int
  /// The lines, by rising role; only the first `lineCount` mean anything.
  public private(set) var lines: InlineArray<15, Line>
  /// What becomes of an output that its program no longer holds.
  public var releasedLines: ReleasedLines

  /// Creates a board without lines.
  public init(
    identity: BoardIdentity, processor: KernelName, evidence: Evidence, spiDevice: KernelName,
    secondSPIDevice: KernelName = KernelName(), spiMode: UInt8, spiHertz: UInt32, frontEnd: FrontEnd,
    labels: PerInput<ChannelName>, watchdogDevice: KernelName, watchdogSeconds: UInt16,
    releasedLines: ReleasedLines
  ) {
    self.identity = identity
    self.processor = processor
    self.evidence = evidence
    self.spiDevice = spiDevice
    self.secondSPIDevice = secondSPIDevice
    self.spiMode = spiMode
    self.spiHertz = spiHertz
    self.frontEnd = frontEnd
    self.labels = labels
    self.watchdogDevice = watchdogDevice
    self.watchdogSeconds = watchdogSeconds
    self.releasedLines = releasedLines
    lineCount = 0
    lines = InlineArray(
      repeating: Line(
        role: .dataReady, polarity: .activeHigh, failSafe: .none, chip: KernelName(), name: KernelName()))
  }

  /// Adds a line.
  ///
  /// - Precondition: There are fewer than `LineRole.count` lines.
  public mutating func append(_ line: Line) {
    precondition(lineCount < LineRole.count)
    lines[lineCount] = line
    lineCount += 1
  }

  /// The line with a role.
  ///
  /// - Returns: The line, or nil if the board has none for it.
  public func line(_ role: LineRole) -> Line? {
    for index in 0..<lineCount where lines[index].role == role { return lines[index] }
    return nil
  }
}
