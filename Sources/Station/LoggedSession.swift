import EventLog
import Vocabulary

/// What a log holds of one session.
public struct LoggedSession: Sendable {
  /// Its number in the log, from 1.
  public let number: Int
  /// Its settings, which are large: held once, however often the session is handed on.
  public var settings: SessionBody { held.settings }
  /// When it began, if the wall clock was set.
  public let start: WallTime?
  /// Its alarms in the order of their rise.
  public private(set) var events: [LoggedEvent] = []
  /// Its decisions.
  public private(set) var decisions: UInt64 = 0
  /// Its faults that began.
  public private(set) var faults: UInt64 = 0
  /// The first of them, at most `listedFaults`.
  public private(set) var faultList: [LoggedFault] = []
  /// Its clips.
  public private(set) var clips: UInt64 = 0
  /// Its minutes of features.
  public private(set) var minutes: UInt64 = 0
  /// Its acknowledgements.
  public private(set) var acknowledgements: UInt64 = 0
  /// Records that could not be stored, as its newest health record tells; nil where none tells.
  public private(set) var unstored: UInt64?
  /// Seconds from its start to the last sample used by any record.
  public private(set) var durationSeconds: Double = 0

  /// Finds the alarms whose rise cannot be read.
  private(set) var rises: RiseCheck
  private let held: Held

  private final class Held: Sendable {
    let settings: SessionBody

    init(_ settings: SessionBody) { self.settings = settings }
  }

  /// What was doubtful about its inputs, or left out of them, at most `listedNotes`.
  public private(set) var inputNotes: [InputNoteBody] = []

  /// How many notes of inputs are listed: a recording has no more causes by far.
  public static let listedNotes = 64
  /// How many faults are listed.
  public static let listedFaults = 20

  /// Begins a session.
  ///
  /// - Parameters:
  ///   - number: Its number in the log, from 1.
  ///   - settings: Its settings.
  ///   - stamps: When they were written.
  ///   - previous: The session before it in the log.
  init(number: Int, settings: SessionBody, stamps: RecordStamps, after previous: LoggedSession? = nil) {
    self.number = number
    rises = RiseCheck(after: settings.firstSample > 0 ? previous : nil)
    held = Held(settings)
    start = WallTime(stamps)
  }

  /// What makes its decisions doubtful, in sentences.
  public var cautions: [String] { inputNotes.filter(\.isCaution).map(\.sentence) }

  /// Its seizure alarms.
  public var seizures: [LoggedEvent] { events.filter { $0.kind == .seizure } }
  /// The newest of them.
  var newestSeizure: LoggedEvent? { events.last { $0.kind == .seizure } }
  /// Alarms of a kind of which no record is left: later ones tell of them by their numbers.
  public func untoldAlarms(_ kind: AlarmEvent.Kind) -> Int { rises.untold(kind, events) }

  /// Takes one of its records; one whose body cannot be read is passed over.
  mutating func take(_ record: LogRecord) {
    switch record.kind {
    case .decision:
      guard let decision = try? record.decoded(as: Decision.self) else { return }
      decisions += 1
      reach(decision.sampleIndex)
      rises.take(decision, at: settings.seconds(through: decision.sampleIndex), &events)
    case .alarm:
      guard let alarm = try? record.decoded(as: AlarmEvent.self) else { return }
      reach(alarm.sampleIndex)
      take(alarm)
    case .fault:
      guard let fault = try? record.decoded(as: FaultEvent.self) else { return }
      reach(fault.sampleIndex)
      guard fault.phase == .raised else { return }
      faults += 1
      if faultList.count < Self.listedFaults { faultList.append(LoggedFault(fault, in: settings)) }
    case .features:
      guard let features = try? record.decoded(as: FeaturesBody.self) else { return }
      minutes += 1
      reach(features.sampleIndex)
    case .clip:
      clips += 1
      guard case .success(.clip(let clip)) = record.content else { return }
      rises.takeTrace(.seizure, clip.eventNumber, at: settings.seconds(through: clip.sampleIndex), &events)
    case .acknowledgement:
      acknowledgements += 1
      guard let answer = try? record.decoded(as: AcknowledgementBody.self) else { return }
      rises.takeTrace(
        answer.alarmKind, answer.eventNumber, at: settings.seconds(through: answer.sampleIndex), &events)
    case .evidence:
      guard let evidence = try? record.decoded(as: EvidenceBody.self) else { return }
      events.take(evidence, in: settings)
    case .health:
      if let health = try? record.decoded(as: HealthBody.self) { unstored = health.unstored }
    case .polygraphy: (try? record.decoded(as: PolygraphBody.self)).map { events.take($0) }
    case .inputNote:
      guard let note = try? record.decoded(as: InputNoteBody.self) else { return }
      if inputNotes.count < Self.listedNotes { inputNotes.append(note) }
    case .boot, .session, .person, .forecast, .learned, .closing, .seal, nil: break
    }
  }

  private mutating func take(_ alarm: AlarmEvent) {
    if alarm.phase == .raised {
      rises.takeRise(alarm.kind)
    } else {
      rises.takeTrace(
        alarm.kind, alarm.eventNumber, reason: alarm.reason, at: settings.seconds(through: alarm.sampleIndex), &events)
    }
    events.take(alarm, in: settings)
  }

  private mutating func reach(_ sampleIndex: UInt64) {
    durationSeconds = max(durationSeconds, settings.seconds(through: sampleIndex))
  }
}
