import EventLog
import Vocabulary

/// What one session says of the watching itself.
public struct MonitoredSession: Sendable {
  /// Its number in the log.
  public let number: Int
  /// Its settings.
  public let settings: SessionBody
  /// Its wall clock.
  public private(set) var clock = SessionClock()
  /// Minute by minute from its start.
  public private(set) var minutes: [MonitoredMinute] = []
  /// Hops that could not be judged, by the defect that most channels had, in the order of `QualityKind`'s table; lost
  /// hops at its gap.
  public private(set) var blindHops = [Int](repeating: 0, count: QualityKind.count)
  /// The electrodes' names, in the order of the montage.
  public let electrodes: [String]
  /// Hops in which each electrode had a channel that was usable.
  public private(set) var electrodeHops: [Int]
  /// By electrode, the hops in which no channel of it was usable, by the defect; in the order of `QualityKind`'s table.
  public private(set) var defects: [[Int]]
  /// All hops, judged or not, lost ones and those that cannot be read among them.
  public private(set) var hops = 0
  /// Hops whose decisions cannot be read: their records are damaged or missing, so that nothing is known of them.
  public private(set) var unreadHops = 0
  /// From and to in seconds of the session, where decisions cannot be read; the first ones.
  public private(set) var unreadStretches: [ClosedRange<Double>] = []
  /// Whether a fault since the newest decision says that samples were lost.
  private var hasLostSamples = false
  /// The answers to its alarms, in order.
  public private(set) var acknowledgements: [MonitoringHistory.Acknowledgement] = []
  /// Whether it has minutes of an ECG, those that could not be judged among them.
  public private(set) var hasHeart = false
  /// Whether it has forecasts, those that were withheld among them.
  public private(set) var hasForecast = false

  /// The forecast that stands, and until which second of the session; nil while none is shown.
  private var forecast: (risk: Double, until: Double)?
  private var alarmClocks: [AlarmEvent.Kind: [UInt32: SessionClock]] = [:]
  private let electrodesOfChannel: [[Int]]
  /// The same, a bit each: a montage has at most 64 electrodes.
  private let electrodeBits: [UInt64]
  /// Defects that channels had which were used all the same: not why another one was not.
  private var tolerated = Quality.muscle
  private let firstHop: UInt64
  private var nextHop: UInt64

  private let blank: MonitoredMinute

  /// No session is followed for longer, a hundred days: a log may hold any number.
  private static let mostMinutes = 144_000
  private static let mostStretches = 20
  /// From 1970-01-01 to the Monday from which forecasts count hours, in seconds.
  private static let firstMonday = 4 * 86_400.0

  init(_ session: LoggedSession) {
    let settings = session.settings
    number = session.number
    self.settings = settings
    let pairs = (0..<Int(settings.channelCount)).map { settings.electrodes(of: $0) }
    var names: [String] = []
    for name in pairs.joined() where !names.contains(name) { names.append(name) }
    electrodes = names
    electrodesOfChannel = pairs.map { $0.compactMap { names.firstIndex(of: $0) } }
    electrodeBits = electrodesOfChannel.map { $0.reduce(0) { $0 | 1 << UInt64($1) } }
    electrodeHops = Array(repeating: 0, count: names.count)
    defects = Array(repeating: Array(repeating: 0, count: QualityKind.count), count: names.count)
    blank = MonitoredMinute(channels: pairs.count)
    let hop = Double(settings.hopSamples) / settings.modelRate.hertz
    let first = hop > 0 ? (settings.startSeconds / hop).rounded() : 0
    firstHop = first < 1e15 ? UInt64(first) : 0
    nextHop = firstHop
  }

  /// Seconds that a hop lasts; 0 where the settings make no sense.
  public var hopSeconds: Double { Double(settings.hopSamples) / settings.modelRate.hertz }

  /// The channels that hold an electrode.
  public func channels(of electrode: Int) -> [Int] {
    electrodesOfChannel.indices.filter { electrodesOfChannel[$0].contains(electrode) }
  }

  mutating func take(_ record: LogRecord) {
    switch record.kind {
    case .session: clock.take(record.envelope.stamps, at: 0)
    case .decision:
      guard let decision = try? record.decoded(as: Decision.self) else { return }
      if clock.state != .synchronised {
        clock.take(record.envelope.stamps, at: settings.seconds(through: decision.sampleIndex))
      }
      take(decision)
    case .fault:
      guard let fault = try? record.decoded(as: FaultEvent.self), fault.reason == .framesLost else { return }
      hasLostSamples = true
    case .features: (try? record.decoded(as: FeaturesBody.self)).map { take($0) }
    case .acknowledgement:
      guard let body = try? record.decoded(as: AcknowledgementBody.self) else { return }
      acknowledgements.append(
        MonitoringHistory.Acknowledgement(
          kind: body.alarmKind, number: body.eventNumber, seconds: settings.seconds(through: body.sampleIndex)))
    case .alarm:
      guard let alarm = try? record.decoded(as: AlarmEvent.self), alarm.phase == .raised else { return }
      var clock = SessionClock()
      clock.take(record.envelope.stamps, at: settings.seconds(through: alarm.sampleIndex))
      if clock.start != nil { alarmClocks[alarm.kind, default: [:]][alarm.eventNumber] = clock }
    case .polygraphy: (try? record.decoded(as: PolygraphBody.self)).map { take($0) }
    case .forecast: (try? record.decoded(as: ForecastBody.self)).map { take($0, record.envelope.stamps) }
    case .boot, .evidence, .health, .clip, .person, .learned, .closing, .seal: break
    case .inputNote, nil: break
    }
  }

  /// The wall clock around an alarm: as it was stamped, else the session's.
  ///
  /// - Parameters:
  ///   - kind: What the alarm is about.
  ///   - event: Its number.
  /// - Returns: The clock.
  public func clock(of kind: AlarmEvent.Kind, event: UInt32) -> SessionClock { alarmClocks[kind]?[event] ?? clock }

  /// When an alarm was first acknowledged, in seconds from the session's start; nil where the log has no answer.
  ///
  /// - Parameters:
  ///   - kind: What the alarm is about.
  ///   - event: Its number.
  /// - Returns: The seconds.
  public func acknowledgement(of kind: AlarmEvent.Kind, event: UInt32) -> Double? {
    acknowledgements.first { $0.kind == kind && $0.number == event }?.seconds
  }

  private mutating func take(_ decision: Decision) {
    guard Int(decision.channelCount) == electrodesOfChannel.count, hopSeconds > 0, decision.hopIndex >= nextHop else {
      return
    }
    let lost = decision.hopIndex - nextHop
    guard Double(decision.hopIndex - firstHop) * hopSeconds < Double(Self.mostMinutes) * 60 else { return }
    nextHop = decision.hopIndex + 1
    defer { hasLostSamples = false }
    addLost(Int(lost), before: decision.hopIndex)
    hops += 1
    for channel in decision.usable.channels { tolerated = tolerated.union(decision.quality[channel]) }
    let minute = reach(Double(decision.hopIndex - firstHop) * hopSeconds)
    if decision.isJudged {
      minutes[minute].judged += 1
    } else {
      minutes[minute].blind += 1
      blindHops[cause(of: decision)] += 1
    }
    if let mean = decision.excessPerChannel {
      minutes[minute].lowestScore = min(minutes[minute].lowestScore ?? mean, mean)
      minutes[minute].highestScore = max(minutes[minute].highestScore ?? mean, mean)
    }
    addChannels(decision, minute)
  }

  /// Samples that were lost leave hops out, and their fault stands before the next decision; without one it is the
  /// decisions' records that are not there.
  private mutating func addLost(_ count: Int, before hop: UInt64) {
    guard count > 0 else { return }
    hops += count
    let first = Double(hop - UInt64(count) - firstHop) * hopSeconds
    if hasLostSamples {
      blindHops[Self.gapRow] += count
    } else {
      unreadHops += count
      if unreadStretches.count < Self.mostStretches {
        unreadStretches.append(first...max(first, Double(hop - firstHop) * hopSeconds))
      }
    }
    for index in 0..<count {
      let minute = reach(first + Double(index) * hopSeconds)
      if hasLostSamples { minutes[minute].blind += 1 } else { minutes[minute].unread += 1 }
    }
  }

  private mutating func addChannels(_ decision: Decision, _ minute: Int) {
    Self.count(decision.usable, &minutes[minute].usable)
    var seen: UInt64 = 0
    for channel in decision.usable.channels { seen |= electrodeBits[channel] }
    for electrode in electrodes.indices {
      if seen & (1 << UInt64(electrode)) != 0 {
        electrodeHops[electrode] += 1
      } else {
        let rows = channels(of: electrode).compactMap { row(decision.quality[$0]) }
        if let row = rows.min() { defects[electrode][row] += 1 }
      }
    }
  }

  private static func count(_ usable: ChannelMask, _ hops: inout [Int]) {
    for channel in usable.channels { hops[channel] += 1 }
  }

  /// The minute of a second, made if it is new.
  private mutating func reach(_ seconds: Double) -> Int {
    let minute = Int(seconds / 60)
    while minutes.count <= minute {
      minutes.append(blank)
      minutes[minutes.count - 1].risk = risk(in: minutes.count - 1)
    }
    return minute
  }

  private mutating func take(_ body: FeaturesBody) {
    guard body.minuteIndex < UInt64(Self.mostMinutes), Int(body.channelCount) == electrodesOfChannel.count else {
      return
    }
    let known = (0..<electrodesOfChannel.count).map { body.channels[$0] }.filter { $0.sampleCount > 0 }
    guard !known.isEmpty else { return }
    let minute = reach(Double(body.minuteIndex) * 60)
    minutes[minute].bands = [
      Self.median(known.map(\.delta)), Self.median(known.map(\.theta)), Self.median(known.map(\.alpha)),
      Self.median(known.map(\.beta)), Self.median(known.map(\.gamma)),
    ]
    minutes[minute].lineLength = Self.median(known.map(\.lineLength))
    minutes[minute].spikes = known.reduce(0) { $0 + Int($1.spikes) }
  }

  /// What could not be judged stays unknown: it is no rate of 0.
  private mutating func take(_ body: PolygraphBody) {
    guard body.cause == .minute, body.number < UInt64(Self.mostMinutes) else { return }
    for index in 0..<Int(body.count) where body.signals[index].role == .ecg {
      hasHeart = true
      let stretch = body.signals[index].during
      guard stretch.seconds > 0 else { continue }
      let minute = reach(Double(body.number) * 60)
      minutes[minute].heart = Double(stretch.median)
    }
  }

  /// A forecast stands until its hour ends or another is told; while one is withheld, nothing is known.
  private mutating func take(_ body: ForecastBody, _ stamps: RecordStamps) {
    hasForecast = true
    guard let from = settings.time(of: body.sampleIndex), from < Double(Self.mostMinutes) * 60 else { return }
    let end = (Double(body.hour) + 1) * 3600 + Self.firstMonday - Double(body.offsetMinutes) * 60
    let rest = min(3600, end - Double(stamps.wallNanoseconds) / 1e9)
    let isShown = body.withheld == .no && stamps.wallState != .unset && rest > 0
    forecast = isShown ? (Double(body.probability) / Double(1 << 30), from + rest) : nil
    let first = reach(from)
    for minute in first..<minutes.count { minutes[minute].risk = risk(in: minute) }
  }

  /// The forecast's probability where it still stands when a minute begins.
  private func risk(in minute: Int) -> Double? {
    forecast.flatMap { Double(minute) * 60 < $0.until ? $0.risk : nil }
  }

  /// The one in the middle, of 256ths.
  private static func median(_ values: [UInt32]) -> Double {
    Double(values.sorted()[values.count / 2]) / 256
  }

  private static let gapRow = (0..<QualityKind.count).first { QualityKind.row($0).quality == .gap } ?? 0

  /// The first row of the table whose defect a channel has, of those for which it may not be used.
  private func row(_ quality: Quality) -> Int? {
    (0..<QualityKind.count).first {
      let defect = QualityKind.row($0).quality
      return quality.contains(defect) && !tolerated.contains(defect)
    }
  }

  /// The defect that most unusable channels have; of two alike the first row's, and the last row where none has any.
  private func cause(of decision: Decision) -> Int {
    var counts = [Int](repeating: 0, count: QualityKind.count)
    for channel in 0..<Int(decision.channelCount) where !decision.usable[channel] {
      if let row = row(decision.quality[channel]) { counts[row] += 1 }
    }
    guard counts.contains(where: { $0 > 0 }) else { return QualityKind.count - 1 }
    return counts.indices.max { counts[$0] < counts[$1] || (counts[$0] == counts[$1] && $0 > $1) } ?? 0
  }
}
