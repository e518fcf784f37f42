import Bundle
import Configuration
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import prodrome

/// Every board's file, with the default site and the default detector, makes a bundle that its board would run.
@Suite struct BoardFilesTests {
  static let files = [
    "virtual", "virtual16", "pieeg-rpi4", "pieeg-rpi5", "pieeg16-rpi5", "ads1299-beaglebone", "ads1299-rk3588",
  ]

  private func board(_ name: String) throws -> BoardDescription {
    try BoardDescription(at: SharedData.repository.appending(path: "Boards/\(name).toml").path)
  }

  @Test func noFileIsLeftOut() throws {
    let folder = SharedData.repository.appending(path: "Boards").path
    let found = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".toml") }
    #expect(Set(found) == Set(Self.files.map { "\($0).toml" } + ["site.toml"]))
  }

  @Test(arguments: files) func makesABundleWithTheDefaultSiteAndDetector(name: String) throws {
    let resources = try DefaultResources()
    let bytes = try BundleBuilder(
      board: board(name), site: SiteDescription(at: resources.site.path), modelFolders: [resources.defaultDetector]
    ).build()
    let report = try BundleReport(file: name, bytes: bytes)
    #expect(report.board.inputs.count == (name.contains("16") ? 16 : 8))
    #expect(report.chain.channels.count >= 6)
    #expect(report.text.contains(name.contains("16") ? "chips: two, separate selects" : "chips: one"))
  }

  @Test(arguments: files) func saysHonestlyHowItIsKnown(name: String) throws {
    let evidence = try board(name).section.evidence
    #expect(evidence == (name.hasPrefix("virtual") ? .emulated : .vendor))
  }

  /// A line that nobody drives is low where the firmware or a pull-down holds it: that has to be the fail-safe level.
  @Test(arguments: files) func aDeadBoardCalls(name: String) throws {
    let section = try board(name).section
    for role in [LineRole.alarm, .fault, .nurseCall] {
      let line = try #require(section.line(role))
      #expect(line.polarity == .activeLow && line.failSafe == .active)
    }
  }

  @Test(arguments: ["pieeg-rpi4", "pieeg-rpi5", "pieeg16-rpi5"])
  func theFirmwareHoldsEveryOutputOfAPiAtItsFailSafeLevel(name: String) throws {
    let description = try board(name)
    var levels: [String: String] = [:]
    for line in description.firmwareLines where line.hasPrefix("gpio=") {
      let parts = line.split(separator: "=")
      for number in parts[1].split(separator: ",") { levels["GPIO\(number)"] = String(parts[2]) }
    }
    for index in 0..<description.section.lineCount {
      let line = description.section.lines[index]
      guard line.role.isOutput else { continue }
      let isHigh = (line.failSafe == .active) == (line.polarity == .activeHigh)
      #expect(levels[line.name.text] == (isHigh ? "op,dh" : "op,dl"), "\(line.name.text)")
    }
  }
}
