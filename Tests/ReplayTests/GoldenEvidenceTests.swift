import Configuration
import Foundation
import Inference
import TestSupport
import Testing

/// The shipped detector on the windows that were written down when it was trained, with the evidence found there by
/// other code.
@Suite struct GoldenEvidenceTests {
  private struct Golden: Decodable {
    var input_file: String
    var window_samples: Int
    var windows: Int
    var evidence: [Int32]
  }

  @Test func everyGoldenWindowHasItsEvidence() throws {
    let folder = try DefaultResources().defaultDetector
    let golden = try JSONDecoder().decode(
      Golden.self, from: Data(contentsOf: folder.appending(path: "golden.json")))
    let bytes = try [UInt8](Data(contentsOf: folder.appending(path: golden.input_file)))
    #expect(golden.windows >= 16 && bytes.count == golden.windows * golden.window_samples)
    let section = try ModelFolder(folder).compiled.section
    let plan = try ModelPlan(section: section.span)
    var interpreter = Interpreter()
    for window in 0..<golden.windows {
      let first = window * golden.window_samples
      let input = bytes[first..<(first + golden.window_samples)].map { Int8(bitPattern: $0) }
      #expect(interpreter.evidence(of: plan, input: input.span, section: section.span) == golden.evidence[window])
    }
  }
}
