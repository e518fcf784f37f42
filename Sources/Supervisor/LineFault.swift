import Bundle
import Vocabulary

/// A line that could not be driven or read, or is not where it was driven.
public struct LineFault: BitwiseCopyable, Error, Equatable, Sendable {
  /// The line's name.
  public var name: KernelName
  /// The system's error number.
  public var code: Int32
  /// Whether it could be driven, and reads back at another level: something else holds the wire.
  public var isStuck: Bool

  /// Creates a fault.
  public init(_ name: KernelName, code: Int32, isStuck: Bool = false) {
    self.name = name
    self.code = code
    self.isStuck = isStuck
  }

  /// Whether the line's chip has gone from the system: ENXIO, EBADF, ENODEV or ESHUTDOWN.
  public var isGone: Bool { code == 6 || code == 9 || code == 19 || code == 108 }

  /// The fault as the log keeps it.
  public var detail: FaultDetail { .system(isStuck ? .readBack : .drive, subject: name, code: code) }
}
