import Alarms
import Vocabulary

/// Follows every defect that the table of defects gives a reason.
struct ChannelFaultList: Sendable {
  /// By row of the table; those past its end follow nothing.
  private var faults: InlineArray<16, ChannelFaults>

  /// Follows all, with no channel concerned.
  init() {
    faults = InlineArray { index in
      ChannelFaults(quality: QualityKind.row(index).quality, reason: QualityKind.row(index).reason)
    }
  }

  /// The reason of the defect that most channels have; `quorum` where none has one.
  func reason(of decision: Decision) -> ReasonCode {
    var (most, reason) = (0, ReasonCode.quorum)
    for index in 0..<QualityKind.count where faults[index].reason != .none {
      let count = faults[index].count(in: decision)
      if count > most { (most, reason) = (count, faults[index].reason) }
    }
    return reason
  }

  /// Takes one hop: a fault of the defect in row `index`, if its channels changed.
  mutating func step(_ decision: Decision, index: Int) -> FaultEvent? {
    faults[index].reason == .none ? nil : faults[index].step(decision)
  }
}
