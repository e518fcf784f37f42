import Alarms
import ArgumentParser
import Bundle
import Configuration
import Foundation
import Inference
import Runtime
import Signal
import TestSupport
import Testing
import Text
import Vocabulary

@testable import prodrome

/// The model in `Fixtures/tiny` averages eight samples sixteen times and adds the averages up with one dense layer; it
/// was made by TensorFlow and detects nothing.
@Suite struct BundleCommandTests {
  private let model = SharedData.repository.appending(path: "Tests/BundleCommandTests/Fixtures/tiny").path
  private let board = SharedData.repository.appending(path: "Boards/virtual.toml").path
  private let site = SharedData.repository.appending(path: "Boards/site.toml").path

  /// Runs `body` with a folder of its own.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func build(_ file: URL, board: String? = nil, models: [String]? = nil) throws {
    let arguments =
      ["--board", board ?? self.board, "--site", site, "--model"] + (models ?? [model]) + ["--output", file.path]
    try BundleBuildCommand.parse(arguments).run()
  }

  private func builtBytes(gain: Int = 24) throws -> [UInt8] {
    let text = try String(contentsOfFile: board, encoding: .utf8)
      .replacingOccurrences(of: "gain = 24", with: "gain = \(gain)")
    return try BundleBuilder(
      board: BoardDescription(text: text, file: "board.toml"), site: SiteDescription(at: site),
      modelFolders: [URL(fileURLWithPath: model)]
    ).build()
  }

  /// The sections of a bundle, some of them replaced.
  private func rebuilt(_ bytes: [UInt8], _ change: (inout [EncodedSection]) -> Void) throws -> [UInt8] {
    let file = try BundleFile(bytes: bytes)
    var sections = (0..<file.image.sectionCount).map { index in
      let section = file.image.section(at: index)
      return EncodedSection(
        kind: section.kind, version: section.version, bytes: Array(file.bytes[section.range]))
    }
    change(&sections)
    return BundleWriter(
      versionCounter: file.image.versionCounter, identity: file.image.board.identity, sections: sections
    ).bytes()
  }

  @Test func whatIsBuiltIsVerifiedAndShown() throws {
    try withFolder { folder in
      let file = folder.appending(path: "a.bundle")
      try build(file)
      try BundleVerifyCommand.parse([file.path]).run()
      let report = try BundleReport(file: "a.bundle", bytes: [UInt8](Data(contentsOf: file)))
      #expect(report.board.identity == "virtual")
      #expect(report.board.lines.map(\.role).contains("nurse_call"))
      #expect(report.site.montage == "auto")
      #expect(report.chain.channels == ["Fp1-F7", "F7-T7", "T7-P7", "Fp2-F8", "F8-T8", "T8-P8"])
      #expect(report.chain.inputRateHz == 250)
      #expect(report.models.map(\.name) == ["tiny"])
      #expect(report.models.map(\.multiplyAccumulates) == [16])
      #expect(report.models.allSatisfy { $0.arenaBytes > 0 && $0.evidenceIsAdditive })
      #expect(report.sections.map(\.kind) == ["board", "site", "model", "signal_design", "alarm_policy"])
      for part in [report.digest, "nurse_call", "16 multiply-accumulates", "State on the board"] {
        #expect(report.text.contains(part), "\(part)")
      }
    }
  }

  @Test func theBoardsStateFitsAMebibyte() throws {
    let state = try BundleReport(file: "", bytes: builtBytes()).stateBytes
    #expect(state <= 1 << 20)
    #expect(state > 32 * 2048 * 4)
  }

  @Test func theSameInputsMakeTheSameBundle() throws {
    #expect(try builtBytes() == builtBytes())
  }

  @Test func aFlippedByteIsRefusedByNameWithExitCode1() throws {
    let bytes = try builtBytes()
    for offset in stride(from: 0, to: bytes.count, by: 199) {
      var flipped = bytes
      flipped[offset] ^= 0x10
      let verdict = BundleVerifyCommand.Verdict(file: "x", bytes: flipped)
      #expect(!verdict.valid, "offset \(offset)")
      #expect(verdict.reason?.isEmpty == false && verdict.reason != "content", "offset \(offset)")
    }
    try withFolder { folder in
      let file = folder.appending(path: "cut.bundle")
      try Data(bytes.dropLast()).write(to: file)
      #expect(throws: ExitCode(1)) { try BundleVerifyCommand.parse([file.path]).run() }
      #expect(throws: ExitCode(65)) { try BundleShowCommand.parse([file.path]).run() }
    }
  }

  @Test func aVerdictWritesWhatItDoesNotKnowAsNull() throws {
    let bad = try JSONText.line(BundleVerifyCommand.Verdict(file: "x", bytes: []))
    #expect(bad.contains("\"digest\":null") && bad.contains("\"reason\":\"truncated\""))
    let good = try JSONText.line(BundleVerifyCommand.Verdict(file: "x", bytes: builtBytes()))
    #expect(good.contains("\"reason\":null") && good.contains("\"valid\":true"))
  }

  @Test(arguments: [SectionKind.model, .signalDesign, .alarmPolicy])
  func contentThatItsOwnModuleRefusesIsRefused(kind: SectionKind) throws {
    let bytes = try rebuilt(builtBytes()) { sections in
      for index in sections.indices where sections[index].kind == kind {
        sections[index].bytes.removeLast()
      }
    }
    #expect(try BundleFile(bytes: bytes).image.length == bytes.count)
    #expect(BundleVerifyCommand.Verdict(file: "x", bytes: bytes).reason == "content")
  }

  /// A sink of bytes.
  private struct Bytes: ByteSink {
    var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) {
      bytes.append(byte)
    }
  }

  /// What the tool would not build is made by hand: the board refuses it all the same.
  private func expectRefusal(
    _ fault: CallingFault, policy change: (inout AlarmPolicy) -> Void = { _ in },
    design changeDesign: (inout SignalDesign) -> Void = { _ in }, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let old = try BundleFile(bytes: builtBytes())
    var changed = Bytes()
    let policyBytes = try #require(old.section(.alarmPolicy))
    var policy = try AlarmPolicy(decoding: policyBytes.span)
    change(&policy)
    policy.encode(into: &changed)
    var changedDesign = Bytes()
    let designBytes = try #require(old.section(.signalDesign))
    var design = try SignalDesign(decoding: designBytes.span)
    changeDesign(&design)
    design.encode(into: &changedDesign)
    let bytes = try rebuilt(old.bytes) { sections in
      for index in sections.indices {
        if sections[index].kind == .alarmPolicy { sections[index].bytes = changed.bytes }
        if sections[index].kind == .signalDesign { sections[index].bytes = changedDesign.bytes }
      }
    }
    let image = try BundleFile(bytes: bytes).image
    #expect(throws: BundleDetectorFault.cannotCall(fault), sourceLocation: sourceLocation) {
      try BundleDetector(image, in: bytes.span)
    }
    let verdict = BundleVerifyCommand.Verdict(file: "x", bytes: bytes)
    #expect(verdict.detail?.contains("stay silent") == true, sourceLocation: sourceLocation)
  }

  @Test func aBundleWithWhichABoardCouldStaySilentIsRefused() throws {
    try expectRefusal(.quorum, policy: { $0.quorumPermille = 1 })
    try expectRefusal(.technicalRaise, policy: { $0.technicalRaiseHops = 3600 })
    try expectRefusal(.technicalRaise, policy: { $0.technicalRaiseHops = 28 })
    for defect in [Quality.flat, .saturated, .leadOff, .gap, .settling, .invalid, .unknown] {
      try expectRefusal(.unusable, design: { $0.quality.unusable.rawValue &= ~defect.rawValue })
    }
    try expectRefusal(.flatSpan, design: { $0.quality.flatSpan = 0 })
    try expectRefusal(.markPermille, design: { $0.quality.saturatedPermille = 1000 })
    try expectRefusal(.markPermille, design: { $0.quality.leadOffPermille = 501 })
    try expectRefusal(.markPermille, design: { $0.quality.invalidPermille = 501 })
  }

  /// The tiny model's evidence is a sum of sixteen averages times 127 at most.
  @Test func aThresholdThatNothingReachesIsRefused() throws {
    let plain = try builtBytes()
    let image = try BundleFile(bytes: plain).image
    let detector = try BundleDetector(image, in: plain.span)
    let greatest = try ModelPlan(section: plain.span.extracting(detector.section)).greatestEvidence(
      section: plain.span.extracting(detector.section))
    #expect(greatest > 0 && greatest < 1 << 24)
    for (threshold, isRefused) in [(Int32.max, true), (Int32(greatest) + 1, true), (Int32(greatest), false)] {
      let bytes = try rebuilt(plain) { sections in
        // The header's thresholds begin at byte 68; the second one is that of "balanced".
        for index in sections.indices where sections[index].kind == .model {
          for byte in 0..<4 {
            sections[index].bytes[72 + byte] = UInt8(truncatingIfNeeded: threshold >> Int32(8 * byte))
          }
        }
      }
      let image = try BundleFile(bytes: bytes).image
      if isRefused {
        #expect(throws: BundleDetectorFault.cannotCall(.threshold)) { try BundleDetector(image, in: bytes.span) }
      } else {
        #expect(throws: Never.self) { try BundleDetector(image, in: bytes.span) }
      }
    }
  }

  @Test func anOperatingPointThatNothingReachesIsRefusedWhenTheBundleIsBuilt() throws {
    try withFolder { folder in
      let copy = folder.appending(path: "deaf")
      try FileManager.default.copyItem(atPath: model, toPath: copy.path)
      let json = try String(contentsOf: copy.appending(path: "model.json"), encoding: .utf8)
      let quiet = json.replacingOccurrences(of: "\"quiet\": 310", with: "\"quiet\": 2147483647")
      let both = quiet.replacingOccurrences(of: "\"balanced\": 0", with: "\"balanced\": 2147483647")
      for (changed, isRefused) in [(both, true), (quiet, false)] {
        #expect(changed != json)
        try Data(changed.utf8).write(to: copy.appending(path: "model.json"))
        let builder = Result {
          try BundleBuilder(
            board: BoardDescription(at: board), site: SiteDescription(at: site), modelFolders: [copy])
        }
        switch builder {
        case .success: #expect(!isRefused)
        case .failure(let error):
          let finding = (error as? ConfigurationError)?.findings.first
          #expect(isRefused && finding?.key == "operating_point" && finding?.line != nil)
          #expect(finding?.expected.contains("evidence of at most") == true)
        }
      }
    }
  }

  @Test func showsAllThatDecidesWhetherItCalls() throws {
    let report = try BundleReport(file: "x", bytes: builtBytes())
    #expect(report.calling.latestSeconds == 13)
    #expect(report.calling.limitSeconds == 30)
    #expect(report.calling.unusable == ["lead_off", "saturated", "flat"])
    #expect(report.calling.quorumChannels == 3 && report.calling.channels == 6)
    #expect(report.calling.leadOffInputs == 8)
    #expect(report.calling.technicalLine == "fault")
    let json = try JSONText.line(report)
    for key in [
      "technical_raise_hops", "quorum_permille", "released_lines", "watchdog_seconds", "flat_uv", "raise_excess",
    ] {
      #expect(json.contains("\"\(key)\":"), "\(key)")
    }
    for part in [
      "What calls", "13.0 s after the last good signal", "3 of 6 channels", "lead_off, saturated, flat",
      "the lines call at once",
    ] {
      #expect(report.text.contains(part), "\(part)")
    }
  }

  @Test func aSignalChainForAnotherBoardIsRefused() throws {
    let other = try BundleFile(bytes: builtBytes(gain: 12))
    let bytes = try rebuilt(builtBytes()) { sections in
      for index in sections.indices where sections[index].kind == .signalDesign {
        sections[index].bytes = other.section(.signalDesign) ?? []
      }
    }
    let verdict = BundleVerifyCommand.Verdict(file: "x", bytes: bytes)
    #expect(verdict.detail?.contains("another board") == true)
  }

  @Test func badDescriptionsModelsAndFilesHaveTheirExitCodes() throws {
    try withFolder { folder in
      let output = folder.appending(path: "b.bundle")
      let bad = folder.appending(path: "bad.toml")
      try Data("format = 2".utf8).write(to: bad)
      #expect(throws: ExitCode(65)) { try build(output, board: bad.path) }
      #expect(throws: ExitCode(74)) { try build(output, board: folder.appending(path: "none.toml").path) }
      #expect(throws: ExitCode(74)) { try build(output, models: [folder.path]) }
      #expect(throws: ExitCode(65)) { try build(output, models: [model, model]) }
      #expect(throws: ExitCode(74)) { try build(folder.appending(path: "none/b.bundle")) }
      #expect(throws: ExitCode(74)) { try BundleVerifyCommand.parse([output.path]).run() }
      #expect(throws: ExitCode(74)) { try BundleVerifyCommand.parse([folder.path]).run() }
      #expect(throws: ExitCode(74)) {
        try BundleVerifyCommand.parse([model + "/model.json", "--public-key", "/dev/zero"]).run()
      }
      #expect(!FileManager.default.fileExists(atPath: output.path))
    }
  }
}
