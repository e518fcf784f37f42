import Configuration
import Foundation
import TestSupport
import Testing

@Suite struct ModelFolderTests {
  @Test func aModelThatTakesInt16IsNotPacked() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let network = folder.appending(path: "model.tflite")
    try FileManager.default.copyItem(
      at: SharedData.repository.appending(path: "Tests/InferenceTests/Fixtures/int16-input.tflite"), to: network)
    let metadata = """
      {"name": "wide", "role": "detector", "rate_hz": 64, "window_samples": 64, "hop_samples": 64,
       "normalisation": "microvolts", "operating_points": {"sensitive": -1, "balanced": 0, "quiet": 1},
       "default_operating_point": "balanced"}
      """
    try Data(metadata.utf8).write(to: folder.appending(path: "model.json"))
    do {
      _ = try ModelFolder(folder)
      Issue.record("packed")
    } catch let refusal as ModelFolder.Refusal {
      #expect(refusal.file == network.path)
      #expect(refusal.problem == "found an input of int16, expected int8, to which windows are quantised")
    }
  }
}
