import Text

/// Markup that is well formed by construction, as HTML and as XML: text and attributes cannot be put in unescaped.
struct Markup: Equatable, ExpressibleByStringInterpolation {
  /// The markup's text.
  let source: String

  /// Plain text, escaped.
  init(stringLiteral text: String) {
    self.init(text)
  }

  /// Plain text, escaped.
  init(_ text: String) {
    source = Markup.escaped(text)
  }

  private init(source: String) {
    self.source = source
  }

  /// An element.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - attributes: Their values as plain text; those that are nil are left out.
  ///   - children: What is in it.
  init(_ name: String, _ attributes: KeyValuePairs<String, String?>, _ children: [Markup] = []) {
    let written = attributes.compactMap { key, value in value.map { " \(key)=\"\(Markup.escaped($0))\"" } }.joined()
    if children.isEmpty && Markup.closedAtOnce.contains(name) {
      source = "<\(name)\(written)/>"
    } else {
      source = "<\(name)\(written)>\(children.map(\.source).joined())</\(name)>"
    }
  }

  /// Several pieces, one after the other.
  static func joined(_ pieces: [Markup]) -> Markup {
    Markup(source: pieces.map(\.source).joined())
  }

  /// What HTML lets be closed in its own tag: void elements, and those of SVG.
  private static let closedAtOnce: Set = ["meta", "path", "rect", "line", "circle", "br"]

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
    default: (0x20...0x7E).contains(byte)
    }
  }

  /// Characters with a meaning become references; those that XML forbids, and those that a page would obey instead of
  /// showing them, the replacement character.
  private static func escaped(_ text: String) -> String {
    // Most is plain: paths of drawings above all.
    if text.utf8.allSatisfy(isPlain) { return text }
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "\t", "\n": escaped.append(scalar)
      case "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
      default: escaped.append(scalar.isObeyed ? "\u{FFFD}" : scalar)
      }
    }
    return String(escaped)
  }
}
