import Foundation

/// What a terminal can show.
struct TerminalStyle: Equatable {
  /// Characters in a line.
  var width: Int
  /// Lines.
  var height: Int
  /// Whether the cursor can be moved: a picture can be drawn anew.
  var isScreen: Bool
  /// Whether colours are wanted.
  var hasColour: Bool
  /// Whether characters beyond ASCII are shown.
  var isUnicode: Bool

  /// What the environment says (`TERM`, `NO_COLOR`, the locale's variables).
  ///
  /// - Parameters:
  ///   - environment: The variables.
  ///   - isTerminal: Whether standard output is a terminal.
  ///   - size: Its size.
  init(environment: [String: String], isTerminal: Bool, size: (width: Int, height: Int)) {
    let isDumb = environment["TERM"].map { $0.isEmpty || $0 == "dumb" } ?? true
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    let encoding = locale.uppercased().replacing("-", with: "")
    isScreen = isTerminal && !isDumb
    hasColour = isScreen && (environment["NO_COLOR"] ?? "").isEmpty
    isUnicode = encoding.hasSuffix("UTF8") && !isDumb
    width = max(20, size.width)
    height = max(2, size.height)
  }

  /// The terminal of this process as it is now.
  static var current: TerminalStyle {
    var size = winsize()
    // The kernel fills the structure, or leaves it; it keeps no pointer to it.
    let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 && size.ws_row > 0
    return TerminalStyle(
      environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1,
      size: isKnown ? (Int(size.ws_col), Int(size.ws_row)) : (80, 24))
  }
}
