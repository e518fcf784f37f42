import Bundle
import Vocabulary

/// A board's description, read from its TOML file: what goes to the board in the bundle, and what the board's own firmware
/// must be told before `prodromed` runs.
public struct BoardDescription: Sendable {
  /// The file it was read from, as the user named it.
  public let file: String
  /// What the bundle carries.
  public let section: BoardSection
  /// Device-tree overlays the board needs.
  public let overlays: [String]
  /// Lines for the firmware's configuration, such as the power-up state of the alarm pins.
  public let firmwareLines: [String]

  /// Reads a description.
  ///
  /// - Parameter path: The TOML file.
  /// - Throws: `ConfigurationError` with everything that is wrong in it; `UnreadableFile`.
  public init(at path: String) throws {
    try self.init(ConfigurationFile(at: path))
  }

  /// Reads a description from its text.
  ///
  /// - Parameters:
  ///   - text: The TOML document.
  ///   - file: What findings call it.
  /// - Throws: `ConfigurationError` with everything that is wrong in it.
  public init(text: String, file: String) throws {
    try self.init(ConfigurationFile(name: file, text: text))
  }

  private init(_ file: ConfigurationFile) throws {
    let root = file.root
    _ = root.integer("format", in: 1...1)
    let section = BoardReader(root).section()
    let firmware = BoardDescription.firmware(root)
    root.finish()
    self.section = try file.result(section)
    self.file = file.name
    overlays = firmware.overlays
    firmwareLines = firmware.lines
  }

  private static func firmware(_ root: TableReader) -> (overlays: [String], lines: [String]) {
    guard let table = root.table("firmware") else { return ([], []) }
    let overlays = table.texts("overlays", count: 0...32, example: "[\"spi0-1cs\"]")
    let lines = table.texts("config_lines", count: 0...64, example: "[\"gpio=17=op,dl\"]")
    table.finish()
    return (overlays ?? [], lines ?? [])
  }
}
