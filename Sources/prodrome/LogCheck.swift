import Foundation
import Station
import Text

/// Reads a log from its first byte to its last and says whether it is intact.
enum LogCheck {
  /// Prints what the log holds and each thing that is wrong with it.
  ///
  /// - Parameter folder: The log's folder.
  /// - Returns: Whether nothing is wrong.
  /// - Throws: `LogReadError` if there is no log.
  static func show(_ folder: URL) throws -> Bool {
    let summary = try LogFile(folder).summary { print("\($0)") }
    print("Log \(folder.path.shown)\n\(summary.text)")
    return summary.isIntact
  }
}
