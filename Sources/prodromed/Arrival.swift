import Vocabulary

/// What the thread that acquires hands to the one that decides.
struct Arrival: BitwiseCopyable {
  /// What it is.
  enum Content: UInt8 {
    /// A frame.
    case frame
    /// A fault of the front end; it is being started anew.
    case fault
    /// A port is gone and cannot be had back by this program.
    case lostPort
  }

  /// What it is.
  var content = Content.frame
  /// Why, for a fault.
  var reason = ReasonCode.none
  /// The fault as a number.
  var detail: UInt64 = 0
  /// The frame, if it is one.
  var frame = Frame()
}
