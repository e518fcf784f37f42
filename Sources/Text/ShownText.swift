/// Text of files, boards and callers on its way to a terminal, which obeys some characters instead of showing them.
extension StringProtocol {
  /// The text on one line, with what a terminal would obey, and ends of lines and tabs, as JSON escapes it: `\u001b`.
  public var shown: String { escaped(keeping: []) }

  /// The same, but for line feeds and tabs, which stay.
  public var shownLines: String { escaped(keeping: ["\n", "\t"]) }

  private func escaped(keeping kept: Set<Unicode.Scalar>) -> String {
    guard unicodeScalars.contains(where: { $0.isObeyed && !kept.contains($0) }) else { return String(self) }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar.isObeyed && !kept.contains(scalar) {
        let hexadecimal = String(scalar.value, radix: 16)
        text += "\\u\(String(repeating: "0", count: 4 - hexadecimal.count))\(hexadecimal)".unicodeScalars
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Whether a terminal obeys it: the controls of ASCII and of Latin-1, ends of lines, and what turns the direction of
  /// writing around.
  var isObeyed: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
