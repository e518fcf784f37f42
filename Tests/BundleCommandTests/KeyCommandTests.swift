import ArgumentParser
import Bundle
import Configuration
import Crypto
import Foundation
import TestSupport
import Testing
import Text
import Vocabulary

@testable import prodrome

@Suite struct KeyCommandTests {
  private let model = SharedData.repository.appending(path: "Tests/BundleCommandTests/Fixtures/tiny").path
  private let board = SharedData.repository.appending(path: "Boards/virtual.toml").path
  private let site = SharedData.repository.appending(path: "Boards/site.toml").path

  /// Runs `body` with the path of a new key in a folder of its own.
  private func withKey(_ body: (String, URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let key = folder.appending(path: "a.key").path
    try KeyNewCommand.parse(["--output", key]).run()
    try body(key, folder)
  }

  private func build(_ file: URL, key: String) throws {
    try BundleBuildCommand.parse([
      "--board", board, "--site", site, "--model", model, "--version-counter", "7", "--key", key, "--output", file.path,
    ]).run()
  }

  @Test func aPrivateKeyIsItsOwnersAloneAndNeverOverwritten() throws {
    try withKey { key, folder in
      let attributes = try FileManager.default.attributesOfItem(atPath: key)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      let before = try Data(contentsOf: URL(fileURLWithPath: key))
      #expect(throws: ExitCode(74)) { try KeyNewCommand.parse(["--output", key]).run() }
      try FileManager.default.removeItem(atPath: "\(key).pub")
      #expect(throws: ExitCode(74)) { try KeyNewCommand.parse(["--output", key]).run() }
      #expect(try Data(contentsOf: URL(fileURLWithPath: key)) == before)
      try Data().write(to: folder.appending(path: "b.pub"))
      #expect(throws: ExitCode(74)) { try KeyNewCommand.parse(["--output", folder.appending(path: "b").path]).run() }
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "b").path))
    }
  }

  @Test func thePublicKeysFileIsABoardsFileOfTrustedKeys() throws {
    try withKey { key, _ in
      let text = try Data(contentsOf: URL(fileURLWithPath: "\(key).pub"))
      var trust = Trust()
      try trust.appendKeys([UInt8](text).span)
      #expect(trust.keys[0] == (try KeyFile.read(key)).publicKey)
    }
  }

  @Test func aSignedBundleIsVerifiedByItsKeyAndByNoOther() throws {
    try withKey { key, folder in
      let file = folder.appending(path: "a.bundle")
      try build(file, key: key)
      let digits = try KeyFile.read(key).publicKey.hexadecimal
      let other = folder.appending(path: "other.key").path
      try KeyNewCommand.parse(["--output", other]).run()
      for arguments in [
        [], ["--public-key", "\(key).pub"], ["--public-key", digits], ["--public-key", "\(other).pub", digits],
        ["--at-least", "7", "--board", "virtual"],
      ] {
        #expect(throws: Never.self, "\(arguments)") { try BundleVerifyCommand.parse([file.path] + arguments).run() }
      }
      for arguments in [["--public-key", "\(other).pub"], ["--at-least", "8"], ["--board", "pieeg-rpi5"]] {
        #expect(throws: ExitCode(1), "\(arguments)") { try BundleVerifyCommand.parse([file.path] + arguments).run() }
      }
      let report = try BundleReport(file: "a", bytes: [UInt8](Data(contentsOf: file)))
      #expect(report.text.contains("signed not checked \(digits.prefix(16))…"))
    }
  }

  @Test func everyReasonOfTrustHasItsName() throws {
    try withKey { key, folder in
      let file = folder.appending(path: "a.bundle")
      try build(file, key: key)
      let bytes = [UInt8](try Data(contentsOf: file))
      func reason(_ bytes: [UInt8], _ change: (inout Trust) -> Void) -> String? {
        var trust = Trust()
        change(&trust)
        return BundleVerifyCommand.Verdict(file: "x", bytes: bytes, trust: trust).reason
      }
      let publicKey = try KeyFile.read(key).publicKey
      var unsigned = bytes
      unsigned.replaceSubrange(40..<48, with: [UInt8](repeating: 0, count: 8))
      unsigned.replaceSubrange(80..<144, with: [UInt8](repeating: 0, count: 64))
      BundleWriter.seal(&unsigned)
      var forged = bytes
      forged[100] ^= 1
      #expect(reason(bytes) { $0.append(publicKey) } == nil)
      #expect(reason(unsigned) { $0.append(publicKey) } == "not_signed")
      #expect(reason(forged) { $0.append(publicKey) } == "forged")
      #expect(reason(bytes) { $0.append(SigningKey().publicKey) } == "untrusted_key")
      #expect(reason(bytes) { $0.leastVersionCounter = 8 } == "downgrade")
      #expect(reason(bytes) { $0.board = FixedText("else") } == "other_board")
    }
  }

  @Test func aKeyThatOthersCanReadOrThatIsNoneIsRefused() throws {
    try withKey { key, folder in
      let file = folder.appending(path: "a.bundle")
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
      #expect(throws: ExitCode(65)) { try build(file, key: key) }
      let empty = folder.appending(path: "empty.key")
      try Data("0\n".utf8).write(to: empty)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: empty.path)
      #expect(throws: ExitCode(65)) { try build(file, key: empty.path) }
      #expect(throws: ExitCode(74)) { try build(file, key: folder.appending(path: "none.key").path) }
      #expect(!FileManager.default.fileExists(atPath: file.path))
      #expect(throws: ExitCode(65)) { try BundleVerifyCommand.parse(["x", "--public-key", empty.path]).run() }
    }
  }
}
