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
    guard model.evidenceIsAdditive || model.montage != nil else { throw .evidence }
    guard plan.tensor(Int(model.inputTensor)).elements == .int8 else { throw .input }
    guard model.rate == Rate(design.modelRate) else { throw .rate }
    guard model.windowSamples == design.windowSamples else { throw .window }
    guard model.hopSamples == design.hopSamples else { throw .hop }
    try checkMontage(design, model)
    try checkClips(design, settings)
  }

  /// A montage's window must still be held until every channel was hidden, one a tick.
  private static func checkMontage(
    _ design: borrowing SignalDesign, _ model: ModelInformation
  ) throws(RuntimeFault) {
    guard model.montage != nil else { return }
    guard model.montageBytes <= InferenceLimits.encoderBytes else { throw .memory }
    let frames = UInt64(design.hopSamples) * UInt64(design.inputRate.numerator)
    let ticks = UInt64(design.channelCount) * UInt64(design.inputRate.denominator)
    guard frames >= (ticks + UInt64(design.inputRate.denominator)) * UInt64(design.modelRate) else { throw .hop }
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
