import Inference
import Text
import Vocabulary

/// What a model is for and how its evidence is judged: the JSON beside its `.tflite`.
///
/// ```json
/// {
///   "name": "tern",                      1 to 16 printable ASCII characters without a space
///   "role": "detector",                  or "artefact", "forecaster"
///   "rate_hz": 64,                       sampling rate of the input, in whole hertz
///   "window_samples": 256,               samples of one channel's window; the input has a multiple of them
///   "hop_samples": 64,                   samples from one window to the next
///   "normalisation": "microvolts",       or "window_deviation": what one unit of the network's float input is
///   "input": "montage",                  all channels at once; left out: "channel", one at a time
///   "channels": ["F7-T7", "F8-T8"],      of a montage: the derivations in the network's order
///   "missing": "refuse",                 or "zero": what is done about channels that cannot be used
///   "layout": "channels_first",          or "samples_first"; left out where the input's shape tells
///   "outputs": ["background", "seizure"],   in the network's order; left out: ["seizure"]
///   "state": "window",                   of a network with LSTM or SVDF layers, whose windows then begin without state
///   "operating_points_unit": "accumulator",   or "logit"; left out: "accumulator"
///   "operating_points": {"sensitive": -120, "balanced": 0, "quiet": 310},
///   "raise_excess": {"sensitive": 40, "balanced": 80, "quiet": 160},   what opens an event; left out: 0
///   "own_level": {"reference": -90, "step": 2},   how the threshold follows a person; left out: it does not
///   "default_operating_point": "balanced"
/// }
/// ```
/// No operating point's threshold lies below the one before it.
/// A threshold in accumulator units is compared with the last layer's int32 sum as it is; a logit is divided by that
/// sum's scale and rounded up; so it is with an excess, which is never negative, and with the own level's reference and
/// step. The evidence of a montage whose network does not end in one sum is its int8 output less its zero point, or
/// that of the seizure less that of the background; a SOFTMAX or LOGISTIC at its end is left out. A logit is then
/// divided by the output's scale. A forecaster's operating points are the evidence at which the odds are e times what
/// they were, 1 as a logit; its window is the terms of an hour. Other keys are left alone.
public struct ModelMetadata: Equatable, Sendable {
  /// What thresholds are given in.
  public enum ThresholdUnit: String, Sendable {
    /// The last layer's int32 sum.
    case accumulator
    /// The last layer's real output, of two the difference.
    case logit
  }

  /// The model's name.
  public var name: String
  /// What its evidence is about.
  public var role: ModelRole
  /// Sampling rate of the input.
  public var rate: Rate
  /// Samples of one window of one channel.
  public var windowSamples: Int
  /// Samples from one window to the next.
  public var hopSamples: Int
  /// What one unit of the network's float input is.
  public var normalisation: Normalisation
  /// How all channels of a montage are taken at once; nil for a network of one channel.
  public var montage: MontageMetadata?
  /// Whether it says that layers with a state begin every window without any.
  public var clearsState: Bool
  /// What `thresholds` are in.
  public var thresholdUnit: ThresholdUnit
  /// By `OperatingPoint`: the evidence of one channel at which the model says yes.
  public var thresholds: [Double]
  /// By `OperatingPoint`: the accumulated excess that opens an event, in the same unit.
  public var raiseExcess: [Double]
  /// Where a channel's mean evidence lies while nothing happens, as a median over people, in the same unit.
  public var levelReference: Double
  /// The step by which a threshold follows a person, in the same unit; 0 where it does not.
  public var levelStep: Double
  /// The operating point where the site names none.
  public var defaultOperatingPoint: OperatingPoint

  /// Metadata of a network of which only the arithmetic matters: thresholds of 0, the whole input as one window.
  ///
  /// - Parameters:
  ///   - name: The model's name.
  ///   - windowSamples: Elements of its input.
  public init(name: String, windowSamples: Int) {
    self.name = name
    self.windowSamples = windowSamples
    role = .detector
    rate = Rate(1)
    hopSamples = windowSamples
    normalisation = .microvolts
    clearsState = true
    thresholdUnit = .accumulator
    thresholds = [0, 0, 0]
    raiseExcess = [0, 0, 0]
    (levelReference, levelStep) = (0, 0)
    defaultOperatingPoint = .balanced
  }

  /// Reads the JSON beside a `.tflite`.
  ///
  /// - Parameter json: The file's bytes.
  /// - Throws: `ModelImportError.metadata` naming the key.
  public init(json: [UInt8]) throws(ModelImportError) {
    let keys = try ModelKeys(json: json)
    name = try keys.text("name")
    guard (1...Limits.nameBytes).contains(name.utf8.count), name.utf8.allSatisfy(\.isVisibleASCII) else {
      throw keys.wrong("name", expected: "1 to \(Limits.nameBytes) ASCII characters without a space")
    }
    role = try keys.choice("role", ["detector": .detector, "artefact": .artefact, "forecaster": .forecaster])
    rate = try keys.rate("rate_hz")
    windowSamples = try keys.size("window_samples")
    hopSamples = try keys.size("hop_samples")
    normalisation = try keys.choice(
      "normalisation", ["microvolts": .microvolts, "window_deviation": .windowDeviation])
    montage = try MontageMetadata(keys)
    clearsState = try ModelMetadata.clearsState(keys)
    thresholdUnit =
      keys.has("operating_points_unit")
      ? try keys.choice("operating_points_unit", ["accumulator": .accumulator, "logit": .logit]) : .accumulator
    thresholds = try ModelMetadata.thresholds(keys)
    raiseExcess = try ModelMetadata.raiseExcess(keys)
    (levelReference, levelStep) = try ModelMetadata.ownLevel(keys)
    defaultOperatingPoint = try keys.choice(
      "default_operating_point", ["sensitive": .sensitive, "balanced": .balanced, "quiet": .quiet])
  }

  /// Whether `"state": "window"` stands there; nothing else may.
  private static func clearsState(_ keys: ModelKeys) throws(ModelImportError) -> Bool {
    guard keys.has("state") else { return false }
    let expected =
      "\"window\": windows overlap and some are missing, so that a board begins each without state (`prodrome model "
      + "run` keeps it from input to input)"
    guard try keys.text("state", expected: expected) == "window" else { throw keys.wrong("state", expected: expected) }
    return true
  }

  /// The evidence of each operating point: what a sensitive one hears, a quiet one may miss, never the other way round.
  private static func thresholds(_ keys: ModelKeys) throws(ModelImportError) -> [Double] {
    let points = try keys.object("operating_points", expected: "an object of thresholds")
    var thresholds: [Double] = []
    for point in pointNames { thresholds.append(try points.number(point)) }
    guard thresholds[0] <= thresholds[1], thresholds[1] <= thresholds[2] else {
      let found = zip(pointNames, thresholds).map { "\($0) \(JSONValue.number($1).shown)" }.joined(separator: ", ")
      throw keys.fault("operating_points", "found \(found), expected none below the one before it")
    }
    return thresholds
  }

  private static let pointNames = ["sensitive", "balanced", "quiet"]

  /// The thresholds as the device compares them.
  ///
  /// - Parameter scale: The real value of one unit of the evidence; nil where it has none.
  /// - Returns: By `OperatingPoint`, in units of the evidence.
  /// - Throws: `ModelImportError.metadata` for a threshold that is no whole number or too large.
  func thresholds(evidenceScale scale: Double?) throws(ModelImportError) -> InlineArray<3, Int32> {
    try whole(thresholds, "operating_points", evidenceScale: scale)
  }

  /// The accumulated excess that opens an event, as the device compares it.
  ///
  /// - Parameter scale: The real value of one unit of the evidence; nil where it has none.
  /// - Returns: By `OperatingPoint`, in units of the evidence.
  /// - Throws: `ModelImportError.metadata` for a number that is not whole or too large.
  func raiseExcess(evidenceScale scale: Double?) throws(ModelImportError) -> InlineArray<3, Int32> {
    try whole(raiseExcess, "raise_excess", evidenceScale: scale)
  }

  private func whole(
    _ values: [Double], _ name: String, evidenceScale scale: Double?
  ) throws(ModelImportError) -> InlineArray<3, Int32> {
    var result = InlineArray<3, Int32>(repeating: 0)
    for point in 0..<OperatingPoint.count {
      result[point] = try whole(
        values[point], "\(name).\(ModelMetadata.pointNames[point])", evidenceScale: scale)
    }
    return result
  }

  private func whole(
    _ value: Double, _ key: String, evidenceScale scale: Double?
  ) throws(ModelImportError) -> Int32 {
    var value = value
    if thresholdUnit == .logit && value != 0 {
      guard let scale else {
        throw ModelImportError.metadata(
          key: key, problem: "a logit needs a montage, or a model that ends in a FULLY_CONNECTED layer with one output")
      }
      value = (value / scale).rounded(.up)
    }
    guard let whole = Int32(exactly: value) else {
      throw ModelImportError.metadata(
        key: key, problem: "found \(value), expected a whole number of 32 bits in accumulator units")
    }
    return whole
  }

  /// How the threshold follows a person, as the device counts it.
  ///
  /// - Parameter scale: The real value of one unit of the evidence; nil where it has none.
  /// - Returns: Reference and step in units of the evidence; both 0 where it does not follow.
  /// - Throws: `ModelImportError.metadata` for a number that is not whole or too large.
  func ownLevel(evidenceScale scale: Double?) throws(ModelImportError) -> (reference: Int32, step: Int32) {
    let reference = try whole(levelReference, "own_level.reference", evidenceScale: scale)
    let step = try whole(levelStep, "own_level.step", evidenceScale: scale)
    guard Int64(reference).magnitude + 64 * Int64(step).magnitude <= Int32.max else {
      throw ModelImportError.metadata(
        key: "own_level.step", problem: "found \(step), expected 64 steps around the reference within 32 bits")
    }
    return (reference, step)
  }

  private static func ownLevel(_ keys: ModelKeys) throws(ModelImportError) -> (Double, Double) {
    guard keys.has("own_level") else { return (0, 0) }
    let level = try keys.object("own_level", expected: "an object")
    guard try level.number("step") > 0 else { throw level.wrong("step", expected: "a number above 0") }
    return (try level.number("reference"), try level.number("step"))
  }

  private static func raiseExcess(_ keys: ModelKeys) throws(ModelImportError) -> [Double] {
    guard keys.has("raise_excess") else { return [0, 0, 0] }
    let points = try keys.object("raise_excess", expected: "an object")
    var result: [Double] = []
    for point in pointNames {
      guard try points.number(point) >= 0 else { throw points.wrong(point, expected: "0 or more") }
      result.append(try points.number(point))
    }
    return result
  }
}
