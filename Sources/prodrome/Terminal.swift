import Foundation

/// What standard output is.
enum Terminal {
  /// Whether it is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether it can be drawn over.
  static var isDrawable: Bool { isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb" }

  /// Whether it shows colours, and the user wants them (no-color.org).
  static var isColoured: Bool { isDrawable && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty }

  /// Its width now; where there is none, wide enough for everything.
  static var width: Int { size.columns }

  /// Its columns and rows now.
  static var size: (columns: Int, rows: Int) {
    var size = winsize()
    // The structure is only written during the call.
    let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? (Int(size.ws_col), Int(size.ws_row)) : (10_000, 10_000)
  }
}
