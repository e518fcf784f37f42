import Inference
import Testing

@testable import ModelCompiler

/// What `model.json` says of a network whose layers keep a state.
@Suite struct StateTests {
  private static func metadata(_ state: String) throws -> ModelMetadata {
    let model = try ModelCompiler.compile(file: Sample.network("remembering3"), metadata: nil)
    let samples = model.tensors[model.input].shape.reduce(1, *)
    return try ModelMetadata(
      json: Array(
        """
        {"name": "filters", "role": "detector", "rate_hz": 128, "window_samples": \(samples), "hop_samples": 1, \(state)
        "normalisation": "microvolts", "operating_points": {"sensitive": 0, "balanced": 0, "quiet": 0},
        "default_operating_point": "balanced"}
        """.utf8))
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func windowsThatBeginWithoutStateAreTaken() throws {
    let model = try ModelCompiler.compile(
      file: Sample.network("remembering3"), metadata: Self.metadata("\"state\": \"window\","))
    let hasState = try ModelPlan(section: model.section.span).hasState
    #expect(hasState)
  }

  @Test func aNetworkThatKeepsAStateMustSaySo() throws {
    let without = message {
      _ = try ModelCompiler.compile(file: Sample.network("remembering3"), metadata: Self.metadata(""))
    }
    #expect(without.contains("missing, but SVDF keeps a state: expected \"window\""), "\(without)")
  }

  @Test(arguments: ["\"kept\"", "1"])
  func nothingElseIsTaken(value: String) {
    let refused = message { _ = try Self.metadata("\"state\": \(value),") }
    #expect(refused.contains("expected \"window\": windows overlap"), "\(refused)")
  }
}
