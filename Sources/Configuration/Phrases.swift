/// The sentences of a page in one language, read from a TOML file; `{name}` stands for a value of the page.
public struct Phrases: Sendable {
  /// The language's tag (BCP 47), such as `de`.
  public let language: String
  private let texts: [String: String]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The TOML file.
  ///   - places: Every sentence that the page needs, with the names of the values that it must hold, in any order.
  /// - Throws: `ConfigurationError` with everything that is wrong in it; `UnreadableFile`.
  public init(at path: String, places: [String: Set<String>]) throws {
    try self.init(ConfigurationFile(at: path), places)
  }

  /// Reads a file's text.
  ///
  /// - Parameters:
  ///   - text: The TOML document.
  ///   - file: What findings call it.
  ///   - places: As above.
  /// - Throws: `ConfigurationError` with everything that is wrong in it.
  public init(text: String, file: String, places: [String: Set<String>]) throws {
    try self.init(ConfigurationFile(name: file, text: text), places)
  }

  private init(_ file: ConfigurationFile, _ places: [String: Set<String>]) throws {
    let root = file.root
    _ = root.integer("format", in: 1...1)
    let language = root.text("language", limit: 15, example: "en")
    var texts: [String: String] = [:]
    for (key, names) in places.sorted(by: { $0.key < $1.key }) {
      guard let text = root.phrase(key, limit: 600) else { continue }
      if Self.names(in: text) != names {
        let expected = names.isEmpty ? "no value" : names.sorted().map { "{\($0)}" }.joined(separator: " and ")
        root.report(key, expected: "a text with \(expected) in it")
      }
      texts[key] = text
    }
    root.finish()
    self.language = try file.result(language)
    self.texts = texts
  }

  /// A sentence with its values.
  ///
  /// - Parameters:
  ///   - key: Its key, one of those the file was read for.
  ///   - values: What stands for its names.
  /// - Returns: The sentence.
  public func text(_ key: String, _ values: [String: String] = [:]) -> String {
    var text = texts[key] ?? ""
    for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
    return text
  }

  private static func names(in text: String) -> Set<String> {
    Set(text.matches(of: /\{([a-z_]+)\}/).map { String($0.1) })
  }
}
