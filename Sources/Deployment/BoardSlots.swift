import Bundle
import Foundation
import Station
import Supervisor
import Text
import Vocabulary

/// What a board says of its two slots (`prodrome-slots show`), of what it trusts, and of what it keeps over restarts.
public struct BoardSlots: Equatable, Sendable {
  /// A slot's name.
  public enum Slot: String, Sendable {
    case a
    case b

    /// The one beside it.
    public var other: Slot { self == .a ? .b : .a }
  }

  /// A slot that has to be confirmed.
  public struct Trial: Equatable, Sendable {
    /// The slot.
    public var slot: Slot
    /// Seconds that are left to confirm it.
    public var secondsLeft: Int
    /// How often its daemon was started.
    public var starts: Int
  }

  /// The slot that the link names.
  public private(set) var running: Slot?
  /// SHA-256 of each sealed slot's files, by slot and name.
  public private(set) var digests: [Slot: [String: String]] = [:]
  /// The trial that is on.
  public private(set) var trial: Trial?
  /// Public keys whose bundles the board takes, as their hexadecimal digits.
  public private(set) var keys: [String] = []
  /// The board's identity.
  public private(set) var board: String?
  /// What the daemon keeps of its alarms and bundles; where it cannot be read, what the daemon then takes for true.
  public private(set) var kept = KeptState()
  /// Whether the highest version counter that the board has run is known.
  public private(set) var isCounterKnown = true
  /// What happened to the slots, the newest last.
  public private(set) var history: [String] = []

  /// Creates what a board without slots says.
  public init() {}

  /// Reads what a board answers.
  ///
  /// - Parameter text: Lines `NAME VALUE`.
  /// - Throws: `PullFault.answer` for a line that makes no sense.
  public init(_ text: String) throws(PullFault) {
    var copies: [[UInt8]] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { throw Self.fault(line) }
      switch words[0] {
      case "running": running = Slot(rawValue: words[1])
      case "slot": try takeSlot(words[1], line)
      case "trial": try takeTrial(words[1], line)
      case "state": copies.append(Self.bytes(words[1]) ?? [])
      case "key": keys.append(words[1])
      case "board": board = words[1]
      case "history": history.append(words[1])
      default: throw Self.fault(line)
      }
    }
    let keeper = StateKeeper(reading: ShownState(copies: copies))
    kept = keeper.state
    isCounterKnown = keeper.isCounterKnown
  }

  private mutating func takeSlot(_ value: String, _ line: some StringProtocol) throws(PullFault) {
    let words = value.split(separator: " ").map(String.init)
    guard words.count == 3, let slot = Slot(rawValue: words[0]) else { throw Self.fault(line) }
    digests[slot, default: [:]][words[1]] = words[2]
  }

  private mutating func takeTrial(_ value: String, _ line: some StringProtocol) throws(PullFault) {
    let words = value.split(separator: " ").map(String.init)
    guard words.count == 4, let slot = Slot(rawValue: words[0]), let left = Int(words[2]), let starts = Int(words[3])
    else { throw Self.fault(line) }
    trial = Trial(slot: slot, secondsLeft: left, starts: starts)
  }

  private static func bytes(_ digits: String) -> [UInt8]? {
    let digits = Array(digits)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(digits[index...(index + 1)]), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func fault(_ line: some StringProtocol) -> PullFault {
    .answer(
      command: "prodrome-slots show", found: "\"\(line.plain(most: 80))\"", expected: "lines such as \"running a\"")
  }
}
