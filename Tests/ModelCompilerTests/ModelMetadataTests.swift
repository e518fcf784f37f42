import Inference
import Testing
import Vocabulary

@testable import ModelCompiler

@Suite struct ModelMetadataTests {
  private let json = """
    {"name": "tern", "role": "detector", "rate_hz": 63, "window_samples": 256, "hop_samples": 64,
     "normalisation": "microvolts", "operating_points": {"sensitive": -12, "balanced": 0, "quiet": 34},
     "default_operating_point": "balanced"}
    """

  @Test func readsEveryKey() throws {
    let metadata = try ModelMetadata(json: Array(json.utf8))
    #expect(metadata.name == "tern")
    #expect(metadata.role == .detector)
    #expect(metadata.rate == Rate(63))
    #expect(metadata.windowSamples == 256)
    #expect(metadata.hopSamples == 64)
    #expect(metadata.normalisation == .microvolts)
    #expect(metadata.thresholds == [-12, 0, 34])
    #expect(metadata.defaultOperatingPoint == .balanced)
  }

  @Test(arguments: [
    ("\"tern\"", "\"a name that is too long\"", "name"), ("\"detector\"", "\"oracle\"", "role"),
    ("63", "-1", "rate_hz"), ("63", "128.01", "rate_hz"), ("256", "0", "window_samples"),
    ("\"hop_samples\": 64,", "", "hop_samples"), ("\"microvolts\"", "\"volts\"", "normalisation"),
    ("\"quiet\": 34", "\"loud\": 34", "operating_points.quiet"),
    ("\"balanced\"}", "\"middle\"}", "default_operating_point"),
  ])
  func namesTheKeyThatIsWrong(text: String, replacement: String, key: String) {
    let broken = json.replacing(text, with: replacement)
    do {
      _ = try ModelMetadata(json: Array(broken.utf8))
      Issue.record("accepted")
    } catch {
      guard case .metadata(let found, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(found == key)
    }
  }

  /// Each wrong value is named with its key, with what was found and with what was expected, never as missing.
  @Test(arguments: [
    ("\"tern\"", "7", "name", "found 7, expected a text"),
    ("\"detector\"", "true", "role", "found true, expected one of artefact, detector, forecaster"),
    ("63", "true", "rate_hz", "found true, expected whole hertz, above 0"),
    ("63", "\"63\"", "rate_hz", "found \"63\", expected whole hertz, above 0"),
    ("63", "128.01", "rate_hz", "found 128.01, expected whole hertz, above 0"),
    ("256", "true", "window_samples", "found true, expected a whole number from 1 to 1048576"),
    ("256", "2.5", "window_samples", "found 2.5, expected a whole number from 1 to 1048576"),
    ("64,", "null,", "hop_samples", "found null, expected a whole number from 1 to 1048576"),
    ("\"microvolts\"", "[]", "normalisation", "found an empty list, expected one of microvolts, window_deviation"),
    ("-12", "false", "operating_points.sensitive", "found false, expected a number"),
    ("-12", "\"-12\"", "operating_points.sensitive", "found \"-12\", expected a number"),
    ("-12, ", "{}, ", "operating_points.sensitive", "found an object, expected a number"),
    ("\"sensitive\": -12, ", "", "operating_points.sensitive", "missing, expected a number"),
    (
      "-12", "1", "operating_points",
      "found sensitive 1, balanced 0, quiet 34, expected none below the one before it"
    ),
    (
      "34", "-0.5", "operating_points",
      "found sensitive -12, balanced 0, quiet -0.5, expected none below the one before it"
    ),
    ("\"balanced\"}", "1}", "default_operating_point", "found 1, expected one of balanced, quiet, sensitive"),
    (
      "{\"name\": \"tern\",", "{\"name\": \"a\",\n\"name\": \"tern\",", "name",
      "found twice, on lines 1 and 2, expected once"
    ),
    (
      "\"quiet\": 34", "\"quiet\": 34, \"qu\\u0069et\": 2", "operating_points.quiet",
      "found twice, on lines 2 and 2, expected once"
    ),
    (
      "{\"name\"", "{\"extra\": [{\"a\": 1}, {\"a\": {\"b\": 1, \"b\": 1}}], \"name\"", "extra[1].a.b",
      "found twice, on lines 1 and 1, expected once"
    ),
  ])
  func saysWhatWasFoundAndWhatWasExpected(text: String, replacement: String, key: String, problem: String) {
    let broken = json.replacing(text, with: replacement, maxReplacements: 1)
    #expect(broken != json)
    #expect(throws: ModelImportError.metadata(key: key, problem: problem)) {
      _ = try ModelMetadata(json: Array(broken.utf8))
    }
  }

  @Test func keysThatAreEqualInDifferentObjectsAreNotTwice() throws {
    let text = json.replacing(
      "{\"name\"", with: "{\"notes\": [{\"quiet\": \"{\\\"name\\\": 1, name}\"}, {\"quiet\": 1}], \"name\"",
      maxReplacements: 1)
    #expect(try ModelMetadata(json: Array(text.utf8)).name == "tern")
  }

  @Test func readsTheExcessThatOpensAnEvent() throws {
    #expect(try ModelMetadata(json: Array(json.utf8)).raiseExcess == [0, 0, 0])
    let text = json.replacing(
      "\"name\"", with: "\"raise_excess\": {\"sensitive\": 3, \"balanced\": 5, \"quiet\": 8}, \"name\"")
    let metadata = try ModelMetadata(json: Array(text.utf8))
    #expect(metadata.raiseExcess == [3, 5, 8])
    #expect(try metadata.raiseExcess(evidenceScale: nil)[2] == 8)
    for (found, key) in [("-3", "raise_excess.sensitive"), ("true", "raise_excess"), ("null", "raise_excess")] {
      let broken =
        found.hasPrefix("-")
        ? text.replacing("\"sensitive\": 3", with: "\"sensitive\": \(found)")
        : json.replacing("\"name\"", with: "\"raise_excess\": \(found), \"name\"")
      do {
        _ = try ModelMetadata(json: Array(broken.utf8))
        Issue.record("accepted \(found)")
      } catch {
        guard case .metadata(key, _) = error else {
          Issue.record("\(error)")
          continue
        }
      }
    }
  }

  @Test func readsHowTheThresholdFollowsAPerson() throws {
    let none = try ModelMetadata(json: Array(json.utf8)).ownLevel(evidenceScale: nil)
    #expect(none == (0, 0))
    func level(_ value: String, unit: String = "accumulator", scale: Double? = nil) throws -> (Int32, Int32) {
      let text = json.replacing(
        "\"name\"", with: "\"own_level\": \(value), \"operating_points_unit\": \"\(unit)\", \"name\"")
      return try ModelMetadata(json: Array(text.utf8)).ownLevel(evidenceScale: scale)
    }
    #expect(try level("{\"reference\": -900, \"step\": 7}") == (-900, 7))
    #expect(try level("{\"reference\": -1.5, \"step\": 0.25}", unit: "logit", scale: 0.125) == (-12, 2))
    for broken in [
      "3", "{\"reference\": -900}", "{\"reference\": -900, \"step\": 0}", "{\"reference\": 1, \"step\": -2}",
      "{\"reference\": 0.5, \"step\": 2}", "{\"reference\": 2147483000, \"step\": 100}",
      "{\"reference\": 0, \"step\": 1e9}",
    ] {
      #expect(throws: ModelImportError.self, "\(broken)") { try level(broken) }
    }
  }

  @Test func refusesWhatIsNotJSON() {
    #expect(throws: ModelImportError.self) { _ = try ModelMetadata(json: Array("{".utf8)) }
    #expect(throws: ModelImportError.self) { _ = try ModelMetadata(json: Array("[1]".utf8)) }
  }

  @Test func aLogitBecomesTheFirstSumThatReachesIt() throws {
    let text = json.replacing("\"name\"", with: "\"operating_points_unit\": \"logit\", \"name\"")
    let thresholds = try ModelMetadata(json: Array(text.utf8)).thresholds(evidenceScale: 0.375)
    #expect(thresholds[0] == -32)
    #expect(thresholds[1] == 0)
    #expect(thresholds[2] == 91)
  }

  @Test func refusesAThresholdTheDeviceCannotCompare() throws {
    let fraction = try ModelMetadata(json: Array(json.replacing("34", with: "34.5").utf8))
    #expect(throws: ModelImportError.self) { _ = try fraction.thresholds(evidenceScale: 1) }
    let text = json.replacing("\"name\"", with: "\"operating_points_unit\": \"logit\", \"name\"")
    let logit = try ModelMetadata(json: Array(text.utf8))
    #expect(throws: ModelImportError.self) { _ = try logit.thresholds(evidenceScale: nil) }
  }
}
