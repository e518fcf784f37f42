import Vocabulary

/// Follows the front end by what arrives from it: fails, fails otherwise, works again.
public struct FrontEndWatch: Sendable {
  /// What changed with an arrival: what ended, and what began.
  public struct Changes: Equatable, Sendable {
    /// The fault that ended.
    public var ended: FaultChange?
    /// The fault that began.
    public var began: FaultChange?

    /// Creates the changes of an arrival that changes nothing.
    public init() {}
  }

  /// Which port is gone, and how that showed: nothing brings it back to this program; nil while none is.
  public private(set) var lostPort: FaultDetail?
  /// Why there are no frames; none while there are.
  public private(set) var reason = ReasonCode.none
  private var kind: UInt8 = 0

  /// Begins with a front end that works.
  public init() {}

  /// Takes what arrived.
  public mutating func take(_ arrival: Arrival) -> Changes {
    switch arrival.content {
    case .frame: return change(to: .none, .none)
    case .fault, .lostPort:
      if arrival.content == .lostPort && lostPort == nil { lostPort = arrival.detail }
      // A fault that comes again with each attempt is recorded once, another kind of it anew.
      guard arrival.reason != reason || arrival.detail.kind != kind else { return Changes() }
      return change(to: arrival.reason, arrival.detail)
    }
  }

  private mutating func change(to newReason: ReasonCode, _ detail: FaultDetail) -> Changes {
    guard reason != .none || newReason != .none else { return Changes() }
    var changes = Changes()
    if reason != .none { changes.ended = FaultChange(reason, .cleared) }
    if newReason != .none { changes.began = FaultChange(newReason, .raised, detail) }
    reason = newReason
    kind = detail.kind
    return changes
  }
}
