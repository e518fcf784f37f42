import Alarms
import Bundle
import Configuration
import Crypto
import Designer
import Foundation
import TestSupport
import Testing

/// No file that a bundle is built from ends the program, whatever is in it; and what is taken, the board takes.
@Suite struct HostileFilesTests {
  private static let folder = SharedData.repository
  private static let tiny = folder.appending(path: "Tests/BundleCommandTests/Fixtures/tiny")

  private func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: Self.folder.appending(path: path)))
  }

  /// Runs `body` with a folder of its own.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func takes(_ text: String, board: Bool) throws -> Bool {
    do {
      if board {
        let section = try BoardDescription(text: text, file: "x").encoded
        _ = try BoardSection(bytes: section.bytes.span, version: section.version)
      } else {
        let site = try SiteDescription(text: text, file: "x")
        _ = try SiteSection(bytes: site.encoded.bytes.span, version: site.encoded.version)
        _ = try AlarmPolicy(decoding: site.encodedAlarmPolicy.bytes.span)
        var design = QualityThresholds.standard
        design = site.quality
        #expect(design == site.quality)
      }
      return true
    } catch let error as ConfigurationError {
      #expect(error.findings.allSatisfy { $0.file == "x" && !$0.found.isEmpty && !$0.expected.isEmpty })
      return false
    }
  }

  @Test(arguments: [
    "Boards/virtual.toml", "Boards/virtual16.toml", "Boards/ads1299-beaglebone.toml", "Boards/site.toml",
  ])
  func aChangedDescriptionIsRefusedOrTaken(path: String) throws {
    let original = try bytes(path)
    var mutator = Mutator(seed: UInt64(path.utf8.count))
    var taken = 0
    for _ in 0..<1500 {
      let text = String(decoding: mutator.mutated(original), as: UTF8.self)
      if try takes(text, board: path != "Boards/site.toml") { taken += 1 }
    }
    // Changes in comments and in numbers leave some of them right: both ways were tried.
    #expect(taken > 15 && taken < 1200, "\(taken)")
  }

  @Test func everyCutOfADescriptionIsRefusedOrTaken() throws {
    for path in ["Boards/virtual.toml", "Boards/site.toml"] {
      let original = try bytes(path)
      for length in stride(from: 0, to: original.count, by: 7) {
        _ = try takes(String(decoding: original[..<length], as: UTF8.self), board: path != "Boards/site.toml")
      }
    }
  }

  @Test func aLabelThatIsTooLongIsRefusedOnItsLine() {
    for label in [
      "Fp1-F7-T7-P7-O1-O2", String(repeating: "x", count: 17), String(repeating: "é", count: 9),
      "F7-" + String(repeating: "T", count: 3000),
    ] {
      let text = ShippedFiles.replacing("\"Fp1\", ", with: "\"\(label)\", ", in: ShippedFiles.board)
      let findings = ShippedFiles.boardFindings(text)
      #expect(findings.contains { $0.key == "inputs[0]" && $0.line == ShippedFiles.line(of: "inputs = ", in: text) })
    }
  }

  @Test func whatIsNoFileOfTextIsRefusedByName() throws {
    try withFolder { folder in
      let file = folder.appending(path: "a.toml").path
      for path in [folder.path, "/dev/zero", "/dev/null/x", folder.appending(path: "none").path] {
        #expect(throws: UnreadableFile.self) { try BoardDescription(at: path) }
        #expect(throws: UnreadableFile.self) { try SiteDescription(at: path) }
        #expect(throws: UnreadableFile.self) { try KeyFile.read(path) }
        #expect(throws: UnreadableFile.self) { try ModelFolder(URL(fileURLWithPath: path)) }
      }
      for path in [folder.path, folder.appending(path: "none").path] {
        #expect(throws: UnreadableFile.self) { try BundleFile(at: path) }
      }
      for (bytes, line) in [([], nil), ([0], 1), ([0x0A, 0xFF], 2), ([0x23, 0xC3, 0x0A], 1), ([0x61, 0x0D], 1)]
        as [([UInt8], Int?)]
      {
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: ConfigurationError.self) { try SiteDescription(at: file) }
        #expect(error?.findings.first?.line == line, "\(bytes)")
        #expect(throws: ConfigurationError.self) { try BoardDescription(at: file) }
      }
    }
  }

  @Test func noFileOfAKeyEndsTheProgram() throws {
    try withFolder { folder in
      let file = folder.appending(path: "a.key")
      let key = SigningKey()
      try KeyFile.write(key, to: file.path)
      let original = try [UInt8](Data(contentsOf: file))
      var mutator = Mutator(seed: 5)
      for _ in 0..<300 {
        try Data(mutator.mutated(original)).write(to: file)
        do { _ = try KeyFile.read(file.path) } catch {
          #expect("\(error)".hasPrefix(file.path))
        }
      }
    }
  }

  /// Numbers out of a model's file go through the compiler, the signal chain's designer and the bundle's own check.
  @Test func aChangedModelIsRefusedOrTaken() throws {
    let board = try BoardDescription(text: ShippedFiles.board, file: "board.toml")
    let site = try SiteDescription(text: ShippedFiles.site, file: "site.toml")
    let json = try bytes("Tests/BundleCommandTests/Fixtures/tiny/model.json")
    let network = try bytes("Tests/BundleCommandTests/Fixtures/tiny/model.tflite")
    var mutator = Mutator(seed: 9)
    var taken = 0
    try withFolder { folder in
      for round in 0..<600 {
        try Data(round % 3 == 2 ? json : mutator.mutated(json)).write(to: folder.appending(path: "model.json"))
        try Data(round % 3 == 2 ? mutator.mutated(network) : network).write(to: folder.appending(path: "model.tflite"))
        do {
          _ = try BundleBuilder(board: board, site: site, modelFolders: [folder]).build()
          taken += 1
        } catch {
          #expect(!"\(error)".isEmpty)
        }
      }
    }
    #expect(taken > 5 && taken < 500, "\(taken)")
  }
}
