/// Text of files, boards and callers on its way to people: a terminal or a page obeys some characters instead of
/// showing them.
extension StringProtocol {
  /// The text on one line, with what a terminal would obey, and ends of lines and tabs, as JSON escapes it: `\u001b`.
  public var shown: String { escaped(keeping: []) }

  /// The same, but for line feeds and tabs, which stay.
  public var shownLines: String { escaped(keeping: ["\n", "\t"]) }

  /// The text with each of some characters written in another way, wherever it stands: `replacing` takes a quote that a
  /// combining mark follows for another character than a quote, and what reads the text later does not.
  ///
  /// - Parameter spellings: What is written in place of a character; nil for itself.
  /// - Returns: The text.
  public func spelled(_ spellings: (Unicode.Scalar) -> String?) -> String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let spelling = spellings(scalar) {
        text += spelling.unicodeScalars
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }

  private func escaped(keeping kept: Set<Unicode.Scalar>) -> String {
    guard unicodeScalars.contains(where: { $0.isObeyed && !kept.contains($0) }) else { return String(self) }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar.isObeyed && !kept.contains(scalar) {
        for unit in scalar.utf16 {
          let hexadecimal = String(unit, radix: 16)
          text += "\\u\(String(repeating: "0", count: 4 - hexadecimal.count))\(hexadecimal)".unicodeScalars
        }
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Whether what shows text obeys it instead of showing it: controls, ends of lines and of paragraphs, and formats,
  /// such as what turns the direction of writing around, or is not seen at all.
  public var isObeyed: Bool {
    if isPrintableASCII { return false }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
