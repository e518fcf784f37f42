import Configuration
import Foundation
import TestSupport

/// The shipped descriptions and changed copies of them.
enum ShippedFiles {
  static let board = read("Boards/virtual.toml")
  static let site = read("Boards/site.toml")

  private static func read(_ path: String) -> String {
    let url = SharedData.repository.appending(path: path)
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }

  /// A text with one part replaced.
  ///
  /// - Precondition: The part is there once.
  static func replacing(_ part: String, with other: String, in text: String) -> String {
    precondition(text.components(separatedBy: part).count == 2, "'\(part)' is not there once")
    return text.replacingOccurrences(of: part, with: other)
  }

  /// The line a part is on, from 1.
  static func line(of part: String, in text: String) -> Int {
    (text.components(separatedBy: "\n").firstIndex { $0.contains(part) } ?? -1) + 1
  }

  /// What is found wrong in a board's description.
  static func boardFindings(_ text: String) -> [Finding] {
    do {
      _ = try BoardDescription(text: text, file: "board.toml")
      return []
    } catch let error as ConfigurationError {
      return error.findings
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// What is found wrong in a site's description.
  static func siteFindings(_ text: String) -> [Finding] {
    do {
      _ = try SiteDescription(text: text, file: "site.toml")
      return []
    } catch let error as ConfigurationError {
      return error.findings
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
