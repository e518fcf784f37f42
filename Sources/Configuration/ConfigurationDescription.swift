/// What a TOML file describes: a board, a site, a fleet.
public protocol ConfigurationDescription {
  /// Reads a description from its parsed file.
  ///
  /// - Throws: `ConfigurationError` with everything that is wrong in it.
  init(_ file: ConfigurationFile) throws
}

extension ConfigurationDescription {
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
}
