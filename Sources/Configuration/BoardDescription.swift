import Bundle
import Vocabulary

/// A board's description, read from its TOML file: what goes to the board in the bundle, and what the board's own
/// firmware must be told before `prodromed` runs.
public struct BoardDescription: ConfigurationDescription, Sendable {
  /// The file it was read from, as the user named it.
  public let file: String
  /// What the bundle carries.
  public let section: BoardSection
  /// What each input measures, in the chips' order.
  public let roles: [InputRole]
  /// Device-tree overlays the board needs.
  public let overlays: [String]
  /// Lines for the firmware's configuration, such as the power-up state of the alarm pins.
  public let firmwareLines: [String]

  /// Every key that was asked for.
  public let keys: [AskedKey]

  /// What is right but should be known: each is shown when a bundle is built.
  public let warnings: [Finding]

  /// Reads a description from its parsed file.
  ///
  /// - Throws: `ConfigurationError` with everything that is wrong in it.
  public init(_ file: ConfigurationFile) throws {
    let root = file.root
    _ = root.integer("format", in: 1...1)
    let board = BoardReader(root).read()
    let firmware = BoardDescription.firmware(root)
    root.finish()
    if let board { BoardDescription.checkReleases(of: board.section, firmwareLines: firmware.lines, root) }
    (section, roles) = try file.result(board)
    warnings = BoardDescription.warnings(on: section, file)
    self.file = file.name
    keys = file.asked
    overlays = firmware.overlays
    firmwareLines = firmware.lines
  }

  /// The parameter of a Raspberry Pi's firmware with which its kernels let go of a released line (raspberrypi/linux
  /// #6117).
  static let strictRelease = "dtparam=strict_gpiod"

  /// A Raspberry Pi's kernel keeps a released output's level unless its firmware says otherwise.
  private static func checkReleases(of section: BoardSection, firmwareLines: [String], _ root: TableReader) {
    guard section.releasedLines == .input, !firmwareLines.contains(strictRelease) else { return }
    let chips = (0..<section.lineCount).map { section.lines[$0].chip.text }
    guard chips.contains(where: { $0.hasPrefix("pinctrl-bcm") || $0 == "pinctrl-rp1" }) else { return }
    root.report(
      "released_lines", found: "\"input\"",
      expected:
        "\"\(strictRelease)\" among firmware.config_lines as well: without it these kernels keep a released level")
  }

  private static func warnings(on section: BoardSection, _ file: ConfigurationFile) -> [Finding] {
    var warnings: [Finding] = []
    if section.releasedLines == .kept {
      warnings.append(
        file.finding(
          "released_lines", found: "\"keep their level\"",
          expected:
            "\"input\" where the kernel can do it: when the program dies, no line calls until it runs again or the "
            + "watchdog has reset the board, up to \(section.watchdogSeconds) s later"))
    }
    if section.line(.fault) == nil {
      warnings.append(
        file.finding(
          "lines.fault", found: "nothing",
          expected: "a line for technical alarms: they are shown on lines.alarm, as a seizure"))
    }
    return warnings
  }

  private static func firmware(_ root: TableReader) -> (overlays: [String], lines: [String]) {
    guard let table = root.table("firmware") else { return ([], []) }
    let overlays = table.texts("overlays", count: 0...32, example: "[\"spi0-1cs\"]")
    let lines = table.texts("config_lines", count: 0...64, example: "[\"gpio=17=op,dl\"]")
    table.finish()
    return (overlays ?? [], lines ?? [])
  }
}
