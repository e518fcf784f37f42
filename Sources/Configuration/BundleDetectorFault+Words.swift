import Alarms
import Bundle
import Inference
import Runtime
import Signal
import Vocabulary

extension BundleDetectorFault {
  /// What a board would refuse, for people.
  public var words: String {
    switch self {
    case .sectionVersion(let kind, let found):
      "found version \(found) of the section \(kind.word), expected \(kind.version)"
    case .missing(.model): "the bundle has no detector"
    case .missing(let kind): "the bundle has no section of kind \(kind.word)"
    case .model(let fault): "model section: \(fault.problem) at byte \(fault.offset), found \(fault.found)"
    case .alarmPolicy(let fault): "alarm policy section: \(BundleProblem.policyField(UInt32(fault.rawValue)))"
    case .signalDesign(let fault): "signal design section: \(fault.words)"
    case .cannotCall(let fault):
      "the board could stay silent while nothing is judged: \(BundleProblem.silence(UInt32(fault.rawValue)))"
    case .otherFrontEnd: "the signal chain was designed for another board's rate, inputs or gains"
    case .runtime(let fault): "the parts do not fit each other: \(fault.words)"
    case .forecasterSection(let fault): "forecaster section: \(fault)"
    case .forecaster: "the forecaster is not one int8 layer that takes the 18 terms of an hour"
    }
  }
}
