import ArgumentParser
import Configuration
import Foundation
import Station
import Text

/// `prodrome bundle keys`.
struct BundleKeysCommand: ParsableCommand {
  /// Whose keys.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case board, site
  }

  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "List the keys of a board's or a site's file: what each takes, and what stands for one that is left out.",
    discussion: """
      The list is what the reader of such files asks for. Of a board it is that of a description with every table that there is.

      Example: prodrome bundle keys site
               prodrome bundle keys board --json | jq -r '.keys[].key'

      Exit codes: 0 fine, 64 wrong usage, 65 a shipped file is refused, 74 it cannot be read.
      """)

  @Argument(help: "board or site.")
  var kind: Kind

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let keys = try BundleCommand.reading { try read() }
    guard json else {
      for key in keys {
        print("\(key.key): \(key.expected); \(key.otherwise.map { "left out: \($0)" } ?? "must be there")")
      }
      return
    }
    var object = JSONObject()
    object.set("of", kind.rawValue)
    object.set("keys", keys.map(Self.entry))
    print(object.line)
  }

  private static func entry(_ key: AskedKey) -> JSONObject {
    let members: KeyValuePairs<String, String?> = [
      "key": key.key, "expected": key.expected, "otherwise": key.otherwise,
    ]
    return members.reduce(into: JSONObject()) { $0.set($1.key, $1.value) }
  }

  private func read() throws -> [AskedKey] {
    let resources = try DefaultResources()
    switch kind {
    case .site: return try SiteDescription(at: resources.site.path).keys
    case .board:
      let file = resources.home.appending(path: "Boards/pieeg16-rpi5.toml")
      // With the keys that no shipped board has.
      let text = try String(contentsOf: file, encoding: .utf8).replacing(
        "[front_end]\n",
        with: "[front_end]\nsecond_gain = 24\nclock_output = false\nexternal_reference = false\n")
      return try BoardDescription(text: text, file: file.path).keys
    }
  }
}
