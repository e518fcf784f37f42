import EventLog
import Text
import Vocabulary

/// What is to be erased from a log.
public struct ErasureChoice: Equatable, Sendable {
  /// Whose records, by their pseudonyms in lower-case hexadecimal; empty: everybody's.
  public var people: [String]
  /// Only records from before this moment; nil: of any age.
  public var before: WallTime?
  /// The moment of erasing: a stamp after it cannot be right, and tells no age. Nil: any may be.
  public var now: WallTime?
  /// Only EEG clips.
  public var clipsOnly: Bool

  /// Creates a choice.
  public init(people: [String] = [], before: WallTime? = nil, now: WallTime? = nil, clipsOnly: Bool = false) {
    self.people = people
    self.before = before
    self.now = now
    self.clipsOnly = clipsOnly
  }
}

/// Which records of a log a choice means. What holds a log together is nobody's: closing records always stay, boots
/// where people are named. An act at the bed is that of the person it names, everything else the session's.
struct ErasureSelection {
  private let choice: ErasureChoice
  private var person: String?
  /// Everybody whom a session or an act names.
  private(set) var people: Set<String> = []
  /// Records from before the log's first session: whose they are nobody can tell.
  private(set) var unowned = 0
  /// Records that are stamped later than now.
  private(set) var misdated = 0
  private var ranges: [ClosedRange<UInt64>] = []
  /// The newest record from before the moment that no newer one stands before.
  private var lastOld: UInt64 = 0
  private var hasNewer = false
  /// The session, with the notes of its inputs behind it, and the boot that what is newer belongs to.
  private var inForce: (session: ClosedRange<UInt64>, boot: UInt64) = (0...0, 0)
  private var newest: (session: ClosedRange<UInt64>, boot: UInt64) = (0...0, 0)

  init(_ choice: ErasureChoice) {
    self.choice = choice
  }

  mutating func take(_ record: LogRecord) {
    let sequence = record.envelope.sequence
    var owner = person
    switch record.content {
    case .success(.session(let settings)):
      person = settings.pseudonymText
      owner = person
      newest.session = sequence...sequence
    case .success(.inputNote) where newest.session.upperBound + 1 == sequence:
      newest.session = newest.session.lowerBound...sequence
    case .success(.boot): newest.boot = sequence
    case .success(.person(let act)): owner = Hexadecimal.text((0..<16).map { act.pseudonym[$0] })
    default: break
    }
    if let owner { people.insert(owner) }
    if owner == nil, isAnybodys(record.kind) { unowned += 1 }
    takeAge(of: record)
    if isChosen(record.kind, of: owner) { add(sequence) }
  }

  /// Passes over what was erased; the settings of those who come behind may have been among it.
  mutating func take(_ stretch: ErasedStretch) {
    if stretch.sessions > 0 { person = nil }
  }

  /// Whether a record may tell of a person; one of a kind that is not known may.
  private func isAnybodys(_ kind: RecordKind?) -> Bool {
    !choice.people.isEmpty && ![.boot, .closing, .seal].contains(kind) && (!choice.clipsOnly || kind == .clip)
  }

  private mutating func takeAge(of record: LogRecord) {
    guard let before = choice.before, let time = WallTime(record.envelope.stamps) else { return }
    if let now = choice.now, time.nanoseconds > now.nanoseconds {
      misdated += 1
      return
    }
    guard !hasNewer else { return }
    guard time.nanoseconds < before.nanoseconds else {
      hasNewer = true
      return
    }
    lastOld = record.envelope.sequence
    inForce = newest
  }

  private func isChosen(_ kind: RecordKind?, of owner: String?) -> Bool {
    guard kind != .closing else { return false }
    guard !choice.clipsOnly else { return kind == .clip && isMeant(owner) }
    return choice.people.isEmpty || kind != .boot && isMeant(owner)
  }

  private func isMeant(_ owner: String?) -> Bool {
    choice.people.isEmpty || owner.map { choice.people.contains($0) } ?? false
  }

  private mutating func add(_ sequence: UInt64) {
    if let last = ranges.last, last.upperBound + 1 == sequence {
      ranges[ranges.count - 1] = last.lowerBound...sequence
    } else {
      ranges.append(sequence...sequence)
    }
  }

  /// Whether a record is meant; asked in order, once all were taken.
  func contains(_ sequence: UInt64) -> Bool {
    // Without its settings what comes yet would be nobody's: no alarm of it could be told, nor ever be erased.
    if !choice.people.isEmpty && newest.session.contains(sequence) { return false }
    if choice.before != nil {
      // What is newer cannot be read without its session's settings, nor told where it came from without its boot.
      guard sequence <= lastOld, !inForce.session.contains(sequence), sequence != inForce.boot else { return false }
    }
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < sequence { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(sequence)
  }
}
