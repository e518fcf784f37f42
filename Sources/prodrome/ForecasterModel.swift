import Configuration
import Forecast
import Forecasting
import Foundation
import Inference
import Text

/// A model in the role `forecaster`, as `Tools/train forecaster` writes it.
struct ForecasterModel {
  /// A folder that holds none.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  private let section: [UInt8]
  /// Units of its evidence that make the odds e times what they were.
  private let unit: Int64
  /// The hours that it learned from, a range for each person.
  private let learned: [Range<Int64>]

  /// Compiles and checks a model.
  ///
  /// - Parameter path: A folder with `model.tflite` and `model.json`.
  /// - Throws: What is wrong with it.
  init(_ path: String) throws {
    let folder = try ModelFolder(URL(fileURLWithPath: path))
    let (information, input) = (folder.information, folder.compiled.tensors[folder.compiled.input])
    func refusal(_ found: String, _ expected: String) -> Refusal {
      Refusal(description: "\(path): found \(found), expected \(expected)")
    }
    guard information.role == .forecaster else {
      throw refusal("a model in the role \(information.role)", "a forecaster")
    }
    guard folder.compiled.tensors[folder.compiled.input].shape.reduce(1, *) == FeatureBaseline.terms else {
      throw refusal("an input of shape \(input.shape)", "the \(FeatureBaseline.terms) terms of an hour")
    }
    guard Double(input.scale) * Double(1 << FeatureBaseline.binaryPlaces) == 1, input.zeroPoint == 0 else {
      throw refusal("an input in steps of \(input.scale) around \(input.zeroPoint)", "steps of 1/32 around 0")
    }
    let unit = information.threshold(at: .balanced)
    guard information.endsInAccumulator, unit > 0 else {
      throw refusal("evidence without a unit", "a last layer with one output and `operating_points` of 1 as a logit")
    }
    section = folder.compiled.section
    self.unit = Int64(unit)
    learned = try Self.learned(path)
  }

  /// What is taken of a person's EEG: whoever the model learned from, no hour of that time is judged with it.
  func source(_ person: RecordedPerson) -> EvidenceSource {
    let record = person.history.hours ?? 0..<0
    let firstHour = learned.filter { $0.overlaps(record) }.map(\.upperBound).max() ?? 0
    let (section, unit) = (section, unit)
    return EvidenceSource(features: person.features, firstHour: firstHour) { terms in
      let evidence: Int32
      do throws(ModelFault) {
        let plan = try ModelPlan(section: section.span)
        var arena = [Int8](repeating: 0, count: Int(plan.information.arenaBytes))
        var bytes = arena.mutableSpan
        evidence = plan.evidence(input: terms.span, section: section.span, arena: &bytes, kernels: .best)
      } catch {
        preconditionFailure("a compiled model's section: \(error)")
      }
      return (Int64(evidence) << 24) / unit
    }
  }

  private static func learned(_ path: String) throws -> [Range<Int64>] {
    let file = path + "/model.json"
    let expected = "expected pairs of hours that it learned from, such as [[0, 744]]"
    guard case .object(let keys) = try JSONValue(json: InputFile.bytes(of: file, atMost: 1 << 20)),
      let given = keys["learned_hours"]
    else { throw Refusal(description: "\(file): \"learned_hours\": missing, \(expected)") }
    guard case .list(let found) = given, !found.isEmpty else {
      throw Refusal(description: "\(file): \"learned_hours\": found \(given.shown), \(expected)")
    }
    var ranges: [Range<Int64>] = []
    for (index, pair) in found.enumerated() {
      guard case .list(let hours) = pair, hours.count == 2, case .number(let first) = hours[0],
        case .number(let end) = hours[1], let first = Int64(exactly: first), let end = Int64(exactly: end), first < end
      else { throw Refusal(description: "\(file): \"learned_hours[\(index)]\": found \(pair.shown), \(expected)") }
      ranges.append(first..<end)
    }
    return ranges
  }
}
