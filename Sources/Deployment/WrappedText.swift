import Text

/// Lines of a terminal: nothing in a text is obeyed there.
extension String {
  /// Stands for a space at which no line ends.
  static let boundSpace = "\u{A0}"

  /// The text on several lines, which end between words; one that is longer than a line alone is broken.
  ///
  /// - Parameters:
  ///   - width: Characters of a line, at least 1.
  ///   - indent: How far all lines but the first are set in; less where little would be left.
  /// - Returns: The lines, at least one; bound spaces are spaces then.
  func wrapped(to width: Int, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: min(indent, width / 4))
    let text = shown.replacing(" %", with: Self.boundSpace + "%")
    var lines: [String] = []
    // What the text itself is set in by stays.
    var line = String(text.prefix { $0 == " " }.prefix(width - 1))
    var isEmpty = true
    for var word in text.split(separator: " ", omittingEmptySubsequences: false).drop(while: \.isEmpty) {
      if !isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (margin, true)
      }
      if isEmpty && word.isEmpty { continue }
      while line.count + (isEmpty ? 0 : 1) + word.count > width {
        let room = width - line.count
        lines.append(line + word.prefix(room))
        word = word.dropFirst(room)
        line = margin
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).map { $0.trimmedEnd.replacing(Self.boundSpace, with: " ") }
  }

  /// The text on one line, cut after a word, with dots, where it is longer.
  func cut(to width: Int) -> String {
    let text = shown
    guard text.count > width else { return text.replacing(Self.boundSpace, with: " ") }
    let room = text.prefix(max(0, width - 3))
    // A word that fits whole ends where a space follows.
    let end = text[room.endIndex] == " " ? room.endIndex : room.lastIndex(of: " ") ?? room.endIndex
    return (String(room[..<end]).trimmedEnd + "...".prefix(width)).replacing(Self.boundSpace, with: " ")
  }

  private var trimmedEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
