import Bundle
import Configuration
import Foundation
import TestSupport
import Testing

/// No pair of a board and a site can be built that stays silent while nothing is judged.
@Suite struct CallingTests {
  private static let tiny = SharedData.repository.appending(path: "Tests/BundleCommandTests/Fixtures/tiny")

  private func expect(
    site part: String, _ other: String, _ key: String, found: String, expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = ShippedFiles.replacing(part, with: other, in: ShippedFiles.site)
    let findings = ShippedFiles.siteFindings(text)
    #expect(findings.map(\.key) == [key], "\(findings)", sourceLocation: sourceLocation)
    #expect(
      findings.first?.line == ShippedFiles.line(of: other.components(separatedBy: "\n")[0], in: text),
      sourceLocation: sourceLocation)
    #expect(findings.first?.found == found, "\(findings)", sourceLocation: sourceLocation)
    #expect(findings.first?.expected.contains(expected) == true, "\(findings)", sourceLocation: sourceLocation)
  }

  @Test func refusesASiteThatLetsNothingPassForASignal() {
    let all = "unusable = [\"flat\", \"saturated\", \"lead_off\"]"
    expect(
      site: all, "unusable = [\"saturated\", \"lead_off\"]", "quality.unusable", found: "[\"saturated\", \"lead_off\"]",
      expected: "\"flat\" among them")
    expect(
      site: all, "unusable = [\"flat\", \"lead_off\", \"mains\"]", "quality.unusable",
      found: "[\"flat\", \"lead_off\", \"mains\"]", expected: "\"saturated\" among them")
    let none = ShippedFiles.siteFindings(
      ShippedFiles.replacing(all, with: "unusable = []", in: ShippedFiles.site))
    #expect(none.map(\.key) == ["quality.unusable", "quality.unusable", "quality.unusable"])
    expect(
      site: "quorum_permille = 500", "quorum_permille = 1", "alarm.quorum_permille", found: "1", expected: "250 to 1000"
    )
    for key in ["saturated_permille = 333", "lead_off_permille = 50", "invalid_permille = 50"] {
      let name = String(key.split(separator: " ")[0])
      expect(site: key, "\(name) = 501", "quality.\(name)", found: "501", expected: "from 1 to 500")
    }
    // A technical alarm that stays for an hour after its cause.
    expect(
      site: "technical_clear_hops = 10", "technical_clear_hops = 301", "alarm.technical_clear_hops", found: "301",
      expected: "from 1 to 300")
    expect(site: "flat_uv = 1\n", "flat_uv = 0.49\n", "quality.flat_uv", found: "0.49", expected: "from 0.5 to 20")
  }

  private func build(site: String, board: String = ShippedFiles.board) throws -> [Finding] {
    do {
      _ = try BundleBuilder(
        board: BoardDescription(text: board, file: "board.toml"), site: SiteDescription(text: site, file: "site.toml"),
        modelFolders: [Self.tiny]
      ).build()
      return []
    } catch let error as ConfigurationError {
      return error.findings
    }
  }

  /// The model in `Fixtures/tiny` has a window of 2 s and hops of 1 s: 2 s to fill, 27 hops, and one that is under way.
  @Test func refusesATechnicalAlarmThatComesTooLateForTheModel() throws {
    let site = { (hops: Int) in
      ShippedFiles.replacing(
        "technical_raise_hops = 10", with: "technical_raise_hops = \(hops)", in: ShippedFiles.site)
    }
    #expect(try build(site: site(27)).isEmpty)
    for hops in [28, 3600] {
      let findings = try build(site: site(hops))
      #expect(findings.map(\.key) == ["alarm.technical_raise_hops"])
      #expect(findings.first?.line == ShippedFiles.line(of: "technical_raise_hops", in: site(hops)))
      #expect(findings.first?.found == "\(hops)")
      #expect(findings.first?.expected.contains("1 to 27") == true)
    }
  }

  /// What a board does not hold of the EEG before an alarm is refused by its line, with what it holds.
  @Test func refusesClipsThatBeginBeforeWhatIsHeld() throws {
    let site = { (seconds: Int) in
      ShippedFiles.replacing("clip_before_s = 10", with: "clip_before_s = \(seconds)", in: ShippedFiles.site)
    }
    let findings = try build(site: site(600))
    #expect(findings.map(\.key) == ["log.clip_before_s"])
    #expect(findings.first?.line == ShippedFiles.line(of: "clip_before_s", in: site(600)))
    let limit = try #require(findings.first?.expected.split(separator: " ").dropFirst(2).first?.dropLast())
    let most = try #require(Int(limit))
    #expect(try build(site: site(most)).isEmpty && !build(site: site(most + 1)).isEmpty)
  }

  @Test func refusesABoardWithoutAWatchdogOrAWordOnReleasedLines() {
    for (part, other, key) in [
      ("[watchdog]\ndevice = \"/dev/watchdog0\"\ntimeout_s = 15\n", "", "watchdog"),
      ("timeout_s = 15", "timeout_s = 31", "watchdog.timeout_s"),
      ("\"/dev/watchdog0\"", "\"watchdog0\"", "watchdog.device"),
      ("released_lines = \"input\"", "", "released_lines"),
      ("released_lines = \"input\"", "released_lines = \"perhaps\"", "released_lines"),
      ("device = \"/dev/spidev0.0\"", "device = \"spidev0.0\"", "spi.device"),
    ] {
      let findings = ShippedFiles.boardFindings(ShippedFiles.replacing(part, with: other, in: ShippedFiles.board))
      #expect(findings.map(\.key) == [key], "\(findings)")
    }
  }

  @Test(arguments: ["/dev/gpiochip0", "gpiochip4"]) func refusesAPathInThePlaceOfALabel(chip: String) {
    let text = ShippedFiles.replacing(
      "chip = \"prodrome-virtual\"\nline = \"ALARM\"", with: "chip = \"\(chip)\"\nline = \"ALARM\"",
      in: ShippedFiles.board)
    let findings = ShippedFiles.boardFindings(text)
    #expect(findings.map(\.key) == ["lines.alarm.chip"])
    #expect(findings.first?.expected.contains("label") == true)
  }

  private func shipped(_ name: String) throws -> String {
    try String(contentsOf: SharedData.repository.appending(path: "Boards/\(name).toml"), encoding: .utf8)
  }

  @Test func refusesALineOnAPinOfTheSPIBus() throws {
    for (board, from, to) in [
      ("pieeg-rpi4", "\"GPIO17\"", "\"GPIO8\""), ("pieeg-rpi5", "\"GPIO17\"", "\"GPIO11\""),
      ("pieeg-rpi4", "\"GPIO17\"", "\"SPI_CE0_N\""), ("ads1299-beaglebone", "\"P8_15\"", "\"P9_22 [ehrpwm0a]\""),
      ("ads1299-beaglebone", "\"P8_15\"", "\"P9_28 [spi1_cs0]\""),
    ] {
      let findings = ShippedFiles.boardFindings(ShippedFiles.replacing(from, with: to, in: try shipped(board)))
      #expect(findings.map(\.key) == ["lines.alarm.line"], "\(board) \(to)")
      #expect(findings.first?.expected.contains("/dev/spidev0.0") == true)
    }
    // GPIO19 is a pin of the other bus, and the second chip select.
    #expect(ShippedFiles.boardFindings(try shipped("pieeg16-rpi5")).isEmpty)
  }

  @Test func aPiWithoutStrictReleaseSaysSo() throws {
    let text = ShippedFiles.replacing("\"dtparam=strict_gpiod\", ", with: "", in: try shipped("pieeg-rpi5"))
    let findings = ShippedFiles.boardFindings(text)
    #expect(findings.map(\.key) == ["released_lines"])
    #expect(findings.first?.expected.contains("dtparam=strict_gpiod") == true)
    let kept = ShippedFiles.replacing(
      "released_lines = \"input\"", with: "released_lines = \"keep their level\"", in: text)
    let board = try BoardDescription(text: kept, file: "board.toml")
    #expect(board.section.releasedLines == .kept)
    #expect(board.warnings.map(\.key) == ["released_lines"])
    #expect(board.warnings.first?.expected.contains("up to 15 s later") == true)
  }

  @Test func aBoardWithoutAFaultLineIsWarnedOf() throws {
    let start = try #require(ShippedFiles.board.range(of: "[lines.fault]"))
    let end = try #require(ShippedFiles.board.range(of: "[lines.buzzer]"))
    var text = ShippedFiles.board
    text.removeSubrange(start.lowerBound..<end.lowerBound)
    #expect(try BoardDescription(text: text, file: "board.toml").warnings.map(\.key) == ["lines.fault"])
    #expect(try BoardDescription(text: ShippedFiles.board, file: "board.toml").warnings.isEmpty)
  }

  /// What a site and a board let a person choose, within the files' own ranges and beyond.
  private struct Choice {
    var unusable: [String]
    var quorum: Int
    var raise: Int
    var flat: Double
    var saturated: Int
    var leadOff: Int
    var invalid: Int
    var watchdog: Int
    var hasFaultLine: Bool

    init(_ random: inout Mutator) {
      unusable = ["flat", "saturated", "lead_off", "mains"].filter { _ in
        Int.random(in: 0..<8, using: &random) > 0
      }
      quorum = [1, 100, 250, 500, 1000, .random(in: 1...1000, using: &random)].randomElement(using: &random) ?? 1
      raise = [1, 10, 27, 28, 3600, .random(in: 1...60, using: &random)].randomElement(using: &random) ?? 1
      flat = [0, 0.1, 0.5, 1, 20, 1000].randomElement(using: &random) ?? 0
      saturated = [1, 333, 500, 1000, .random(in: 1...1000, using: &random)].randomElement(using: &random) ?? 1
      leadOff = [1, 50, 500, 1000].randomElement(using: &random) ?? 1
      invalid = [1, 50, 500, 1000].randomElement(using: &random) ?? 1
      watchdog = [0, 2, 15, 30, 31, 60].randomElement(using: &random) ?? 0
      hasFaultLine = .random(using: &random)
    }

    var site: String {
      var text = ShippedFiles.site
      for (key, value) in [
        ("unusable", "\(unusable)"), ("quorum_permille", "\(quorum)"), ("technical_raise_hops", "\(raise)"),
        ("flat_uv", "\(flat)"),
        ("saturated_permille", "\(saturated)"), ("lead_off_permille", "\(leadOff)"), ("invalid_permille", "\(invalid)"),
      ] {
        let lines = text.components(separatedBy: "\n").map { $0.hasPrefix("\(key) = ") ? "\(key) = \(value)" : $0 }
        text = lines.joined(separator: "\n")
      }
      return text
    }

    var board: String {
      var text = ShippedFiles.board.replacingOccurrences(of: "timeout_s = 15", with: "timeout_s = \(watchdog)")
      if watchdog == 0, let start = text.range(of: "[watchdog]"), let end = text.range(of: "# The kernel module") {
        text.removeSubrange(start.lowerBound..<end.lowerBound)
      }
      if !hasFaultLine, let start = text.range(of: "[lines.fault]"), let end = text.range(of: "[lines.buzzer]") {
        text.removeSubrange(start.lowerBound..<end.lowerBound)
      }
      return text
    }

    /// Seconds from the last good signal until a line calls, by stepping through hops of 1 s and windows of 2 s; nil if
    /// none does in five minutes. Knows nothing of the code that it judges: this is what the manual says.
    ///
    /// - Parameters:
    ///   - defect: What is wrong with samples, as the site names it; nil: they were never measured.
    ///   - share: The part of every window's samples that is bad, once the window is full of what follows.
    ///   - limit: From which part on, in thousandths, the site marks a window.
    ///   - dead: How many of six channels are concerned.
    /// - Returns: The seconds.
    func callsAfter(_ defect: String?, share: Double, limit: Int, dead: Int) -> Int? {
      var unjudged = 0
      for second in 1...300 {
        let isMarked = share * Double(min(second, 2)) / 2 * 1000 > Double(limit)
        let isUsable = !(isMarked && (defect.map { unusable.contains($0) } ?? true))
        let usable = isUsable ? 6 : 6 - dead
        let isJudged = usable > 0 && usable * 1000 >= 6 * quorum
        unjudged = isJudged ? 0 : unjudged + 1
        if unjudged >= raise { return second }
      }
      return nil
    }

    var worst: Int? {
      let hung: Int? = watchdog > 0 ? watchdog : nil
      let situations = [
        hung, callsAfter(nil, share: 1, limit: 999, dead: 6), callsAfter("lead_off", share: 1, limit: leadOff, dead: 6),
        callsAfter("saturated", share: 1, limit: saturated, dead: 6),
        callsAfter("lead_off", share: 0.6, limit: leadOff, dead: 6),
        callsAfter("saturated", share: 0.6, limit: saturated, dead: 6),
        callsAfter("lead_off", share: 1, limit: leadOff, dead: 5),
        callsAfter(nil, share: 0.6, limit: invalid, dead: 6),
        // Shorted inputs, whose noise spans up to a fifth of a microvolt.
        flat > 0.2 ? callsAfter("flat", share: 1, limit: 999, dead: 6) : nil,
      ]
      return situations.contains(nil) ? nil : situations.compactMap(\.self).max()
    }
  }

  @Test func noPairThatIsBuiltStaysSilent() throws {
    var random = Mutator(seed: 16)
    var (built, silent) = (0, 0)
    for _ in 0..<1500 {
      let choice = Choice(&random)
      let isBuilt = (try? build(site: choice.site, board: choice.board))?.isEmpty ?? false
      let worst = choice.worst
      if isBuilt { built += 1 }
      if worst.map({ $0 > 30 }) ?? true { silent += 1 }
      #expect(!isBuilt || (worst ?? 300) <= 30, "\(choice): \(worst.map(String.init) ?? "never")")
    }
    #expect(built > 20 && silent > 500, "\(built) built, \(silent) that could stay silent")
  }
}
