import Foundation
import Inference
import Vocabulary

/// What a model is for and how its evidence is judged: the JSON beside its `.tflite`.
///
/// ```json
/// {
///   "name": "tern",                      1 to 16 printable ASCII characters without a space
///   "role": "detector",                  or "artefact", "forecaster"
///   "rate_hz": 64,                       sampling rate of the input
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
    let object = try ModelMetadata.object(json)
    name = try ModelMetadata.string(object, "name")
    guard (1...Limits.nameBytes).contains(name.utf8.count), name.utf8.allSatisfy({ $0 >= 0x21 && $0 <= 0x7E }) else {
      throw ModelImportError.metadata(
        key: "name", problem: "found \"\(name)\", expected 1 to \(Limits.nameBytes) ASCII characters without a space")
    }
    role = try ModelMetadata.choice(
      object, "role", ["detector": .detector, "artefact": .artefact, "forecaster": .forecaster])
    rate = try ModelMetadata.rate(object, "rate_hz")
    windowSamples = try ModelMetadata.size(object, "window_samples")
    hopSamples = try ModelMetadata.size(object, "hop_samples")
    normalisation = try ModelMetadata.choice(
      object, "normalisation", ["microvolts": .microvolts, "window_deviation": .windowDeviation])
    montage = try MontageMetadata(object)
    clearsState = try ModelMetadata.clearsState(object)
    thresholdUnit =
      object["operating_points_unit"] == nil
      ? .accumulator
      : try ModelMetadata.choice(object, "operating_points_unit", ["accumulator": .accumulator, "logit": .logit])
    guard let points = object["operating_points"] as? [String: Any] else {
      throw ModelImportError.metadata(key: "operating_points", problem: "missing, expected an object of thresholds")
    }
    thresholds = []
    for point in ModelMetadata.pointNames {
      thresholds.append(try ModelMetadata.number(points, point, path: "operating_points.\(point)"))
    }
    raiseExcess = try ModelMetadata.raiseExcess(object)
    (levelReference, levelStep) = try ModelMetadata.ownLevel(object)
    defaultOperatingPoint = try ModelMetadata.choice(
      object, "default_operating_point", ["sensitive": .sensitive, "balanced": .balanced, "quiet": .quiet])
  }

  /// Whether `"state": "window"` stands there; nothing else may.
  private static func clearsState(_ object: [String: Any]) throws(ModelImportError) -> Bool {
    guard let given = object["state"] else { return false }
    guard given as? String == "window" else {
      throw ModelImportError.metadata(
        key: "state",
        problem:
          "found \(given), expected \"window\": windows overlap and some are missing, so that a board begins each "
          + "without state (`prodrome model run` keeps it from input to input)")
    }
    return true
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

  private static func ownLevel(_ object: [String: Any]) throws(ModelImportError) -> (Double, Double) {
    guard let given = object["own_level"] else { return (0, 0) }
    guard let level = given as? [String: Any] else {
      throw ModelImportError.metadata(key: "own_level", problem: "found \(given), expected an object")
    }
    let step = try number(level, "step", path: "own_level.step")
    guard step > 0 else {
      throw ModelImportError.metadata(key: "own_level.step", problem: "found \(step), expected a number above 0")
    }
    return (try number(level, "reference", path: "own_level.reference"), step)
  }

  private static func raiseExcess(_ object: [String: Any]) throws(ModelImportError) -> [Double] {
    guard let given = object["raise_excess"] else { return [0, 0, 0] }
    guard let points = given as? [String: Any] else {
      throw ModelImportError.metadata(key: "raise_excess", problem: "found \(given), expected an object")
    }
    var result: [Double] = []
    for point in pointNames {
      let value = try number(points, point, path: "raise_excess.\(point)")
      guard value >= 0 else {
        throw ModelImportError.metadata(key: "raise_excess.\(point)", problem: "found \(value), expected 0 or more")
      }
      result.append(value)
    }
    return result
  }

  private static func object(_ json: [UInt8]) throws(ModelImportError) -> [String: Any] {
    let value: Any
    do {
      value = try JSONSerialization.jsonObject(with: Data(json))
    } catch {
      throw ModelImportError.metadata(key: "", problem: "not JSON: \(error.localizedDescription)")
    }
    guard let object = value as? [String: Any] else {
      throw ModelImportError.metadata(key: "", problem: "expected one JSON object")
    }
    return object
  }

  static func string(_ object: [String: Any], _ key: String) throws(ModelImportError) -> String {
    guard let value = object[key] as? String else {
      throw ModelImportError.metadata(key: key, problem: "missing, expected a text")
    }
    return value
  }

  static func choice<Value>(
    _ object: [String: Any], _ key: String, _ choices: [String: Value]
  ) throws(ModelImportError) -> Value {
    let text = try string(object, key)
    guard let value = choices[text] else {
      throw ModelImportError.metadata(
        key: key, problem: "found \"\(text)\", expected one of \(choices.keys.sorted().joined(separator: ", "))")
    }
    return value
  }

  private static func number(
    _ object: [String: Any], _ key: String, path: String
  ) throws(ModelImportError) -> Double {
    guard let value = object[key] as? NSNumber, value.doubleValue.isFinite else {
      throw ModelImportError.metadata(key: path, problem: "missing, expected a number")
    }
    return value.doubleValue
  }

  private static func size(_ object: [String: Any], _ key: String) throws(ModelImportError) -> Int {
    let value = try number(object, key, path: key)
    guard let size = Int(exactly: value), (1...1 << 20).contains(size) else {
      throw ModelImportError.metadata(key: key, problem: "found \(value), expected a whole number of 1 or more")
    }
    return size
  }

  private static func rate(_ object: [String: Any], _ key: String) throws(ModelImportError) -> Rate {
    let value = try number(object, key, path: key)
    guard value > 0, let thousandths = UInt32(exactly: value * 1000) else {
      throw ModelImportError.metadata(key: key, problem: "found \(value), expected hertz with at most three decimals")
    }
    return Rate(thousandths, per: 1000)
  }
}
