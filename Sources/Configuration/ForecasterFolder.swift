import Bundle
import Forecast
import Inference
import ModelCompiler
import Runtime
import Text

/// A model in the role `forecaster`, as `Tools/train forecaster` writes it: `model.tflite` and `model.json`.
public struct ForecasterFolder: Sendable {
  /// A folder that holds none.
  public struct Refusal: Error, CustomStringConvertible {
    /// Which, what was found and what was expected.
    public let description: String
  }

  /// The compiled model.
  public let section: [UInt8]
  /// Units of its evidence that make the odds e times what they were.
  public let unit: Int32
  /// The hours that it learned from, a range for each person, in local hours since Monday 1970-01-05 00:00.
  public let learned: [Range<Int64>]

  /// Checks a compiled model.
  ///
  /// - Parameter folder: The model.
  /// - Throws: What is wrong with it.
  public init(_ folder: ModelFolder) throws {
    let (information, input) = (folder.information, folder.compiled.tensors[folder.compiled.input])
    let path = folder.url.path
    func refusal(_ found: String, _ expected: String) -> Refusal {
      Refusal(description: "\(path): found \(found), expected \(expected)")
    }
    guard information.role == .forecaster else {
      throw refusal("a model in the role \(information.role)", "a forecaster")
    }
    guard input.shape.reduce(1, *) == FeatureBaseline.terms else {
      throw refusal("an input of shape \(input.shape)", "the \(FeatureBaseline.terms) terms of an hour")
    }
    guard Double(input.scale) * Double(1 << FeatureBaseline.binaryPlaces) == 1, input.zeroPoint == 0 else {
      throw refusal("an input in steps of \(input.scale) around \(input.zeroPoint)", "steps of 1/32 around 0")
    }
    unit = information.threshold(at: .balanced)
    guard information.endsInAccumulator, unit > 0 else {
      throw refusal("evidence without a unit", "a last layer with one output and `operating_points` of 1 as a logit")
    }
    section = folder.compiled.section
    learned = try Self.learned(path)
  }

  /// What a bundle says of it beside the model: whoever it learned from, none of those hours is forecast with it.
  ///
  /// - Throws: Why no board can run it.
  func encoded() throws -> EncodedSection {
    let own = ForecasterSection(firstHour: max(0, learned.map(\.upperBound).max() ?? 0))
    _ = try EvidenceLayer(section.span, firstHour: own.firstHour, source: 0)
    var sink = ByteArray()
    own.encode(into: &sink)
    return EncodedSection(kind: .forecaster, version: ForecasterSection.version, bytes: sink.bytes)
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
