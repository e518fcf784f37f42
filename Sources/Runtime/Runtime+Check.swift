import EventLog
import Inference
import Signal
import Vocabulary

extension Runtime {
  /// Checks that the parts fit each other.
  static func check(
    _ design: borrowing SignalDesign, _ plan: borrowing ModelPlan, _ settings: RuntimeSettings
  ) throws(RuntimeFault) {
    let model = plan.information
    guard model.role == .detector else { throw .role }
    guard model.evidenceIsAdditive else { throw .evidence }
    guard plan.tensor(Int(model.inputTensor)).elements == .int8 else { throw .input }
    guard model.rate == Rate(design.modelRate) else { throw .rate }
    guard model.windowSamples == design.windowSamples else { throw .window }
    guard model.hopSamples == design.hopSamples else { throw .hop }
    try checkClips(design, settings)
  }

  /// A clip's hop must fit a record, and the hops before an event must still be held when they are written: those of
  /// one tick are written while one more passes.
  private static func checkClips(
    _ design: borrowing SignalDesign, _ settings: RuntimeSettings
  ) throws(RuntimeFault) {
    let hopBytes = 3 * Int(design.channelCount) * Int(design.hopSamples)
    let heldSamples = (Int(settings.clipHopsBefore) + 2) * Int(design.hopSamples)
    guard hopBytes + ClipBody.headingBytes <= Limits.recordBodyBytes else { throw .clip }
    guard heldSamples <= SignalLimits.ringSamples else { throw .clip }
  }
}
