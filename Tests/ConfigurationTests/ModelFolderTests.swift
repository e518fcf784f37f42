import Configuration
import Foundation
import TestSupport
import Testing

@Suite struct ModelFolderTests {
  /// A channel of one electrode alone has no signal, and one that is there twice counts twice, by whatever names.
  @Test(arguments: [
    ("Fp1-Fp1", "found \"Fp1-Fp1\", expected two different electrodes"),
    ("T3-T7", "found \"T3-T7\", expected two different electrodes"),
    ("f7-fp1", "found \"f7-fp1\", which is \"Fp1-F7\" again, expected every derivation once"),
    ("fp1-f7", "found \"fp1-f7\", which is \"Fp1-F7\" again, expected every derivation once"),
    ("F7-T3", "found \"F7-T3\", which is \"F7-T7\" again, expected every derivation once"),
  ])
  func aDerivationIsOfTwoElectrodesAndOnce(name: String, problem: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(
      at: SharedData.repository.appending(path: "Tests/ReplayTests/Fixtures/classifiers/eegnet"), to: folder)
    let metadata = folder.appending(path: "model.json")
    #expect(throws: Never.self) { try ModelFolder(folder) }
    let text = try String(contentsOf: metadata, encoding: .utf8)
    try Data(text.replacing("\"F8-T8\"", with: "\"\(name)\"").utf8).write(to: metadata)
    let refusal = #expect(throws: ModelFolder.Refusal.self) { try ModelFolder(folder) }
    #expect(refusal?.file == metadata.path && refusal?.problem.hasSuffix(": \(problem)") == true)
  }

  /// What a board cannot give is told with the file that asks for it.
  @Test(arguments: [("\"F8-T8\"", "\"F8-Oz\""), ("\"hop_samples\": 128", "\"hop_samples\": 5")])
  func whatCannotBeHadNamesTheFileThatAsks(text: String, replacement: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(
      at: SharedData.repository.appending(path: "Tests/ReplayTests/Fixtures/classifiers/eegnet"), to: folder)
    let metadata = folder.appending(path: "model.json")
    let json = try String(contentsOf: metadata, encoding: .utf8)
    #expect(json.contains(text))
    try Data(json.replacing(text, with: replacement).utf8).write(to: metadata)
    let resources = try DefaultResources()
    let refusal = #expect(throws: ModelFolder.Refusal.self) {
      try BundleBuilder(
        board: BoardDescription(at: resources.board.path), site: SiteDescription(at: resources.site.path),
        modelFolders: [folder])
    }
    #expect(refusal?.file == metadata.path)
  }

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
