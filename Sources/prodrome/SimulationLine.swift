import Text

/// The JSON lines of `prodrome simulate --json`.
enum SimulationLine {
  /// A promise that was broken, with the command that shows it.
  struct Broken: Encodable {
    let type = "violation"
    let rule: String
    let tS: Double
    let text: String
    let replay: String
  }

  /// A canary, and the rule that caught it; null where none did.
  struct Caught: Encodable {
    let type = "canary"
    let name: String
    @OrNull var rule: String?
    @OrNull var tS: Double?
  }

  /// The last line of all canaries: how many were caught of how many.
  struct Canaries: Encodable {
    let type = "canaries"
    let caught: Int
    let planted: Int
  }

  /// The last line of a run.
  struct Summary: Encodable {
    let type = "simulation"
    let hours: Double
    let faultsInjected: [String: Int]
    let handlersReached: [String]
    let violations: Int
    let realtimeFactor: Double
    let seed: UInt64
  }

  /// Prints a line.
  static func print(_ line: some Encodable) throws {
    Swift.print(try JSONText.line(line))
  }
}
