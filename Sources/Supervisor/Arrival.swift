import Vocabulary

/// What the thread that acquires hands to the one that decides.
public struct Arrival: BitwiseCopyable, Sendable {
  /// What it is.
  public enum Content: UInt8, BitwiseCopyable, Sendable {
    /// A frame.
    case frame
    /// A fault of the front end; it is being started anew.
    case fault
    /// A port is gone and cannot be had back by this program.
    case lostPort
  }

  /// What it is.
  public var content = Content.frame
  /// Why, for a fault.
  public var reason = ReasonCode.none
  /// Why in detail, for a fault.
  public var detail = FaultDetail.none
  /// The frame, if it is one.
  public var frame = Frame()

  /// Creates an empty frame's arrival.
  public init() {}
}
