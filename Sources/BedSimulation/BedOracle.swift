import Bundle

/// Acts at the bed: done where somebody asked, and never otherwise; a standby puts technical calls aside for its time
/// and no longer; of a person who has gone nothing is left.
struct BedOracle {
  private struct Standby {
    let began: UInt64
    let until: UInt64
  }

  private static let second: UInt64 = 1_000_000_000

  private var asks: [BedAsk] = []
  private var standby: Standby?
  /// The newest standby that was ended.
  private var ended: (standby: Standby, at: UInt64)?
  /// Until when a standby may last of which the program that runs may know or not.
  private var unsureUntil: UInt64 = 0
  /// When a standby may last have been in force.
  private(set) var lastStandby: UInt64 = 0
  /// When somebody was admitted or discharged last.
  private(set) var lastAdmission: UInt64 = 0
  /// Until when nobody decided, or nobody stored.
  private var heldUntil: UInt64 = 0
  private var pseudonym: [UInt8] = []
  /// Whose number has gone, and since when it should have been possible to forget it.
  private var gone: (pseudonym: [UInt8], since: UInt64)?
  private var isAfterAdmission = false

  /// Whether technical calls may be put aside.
  func mayBeStandby(at now: UInt64) -> Bool {
    standby != nil || now < unsureUntil || asks.contains { $0.acts.contains(BedAsk.standby) }
  }

  /// Whether a standby is recorded that has not ended.
  var isStandby: Bool { standby != nil }

  mutating func asked(_ ask: BedAsk) { asks.append(ask) }

  mutating func take(_ record: RecordRoom.Record, _ bed: VirtualBed, _ findings: inout Findings) {
    switch record.kind {
    case .session: takeSession(Array(record.body[1..<17]), &findings)
    case .person where (BedAsk.admission...BedAsk.standbyEnd).contains(record.body[1]):
      takeAct(record.body[1], isOwn: record.body[2] == 0, bed, &findings)
    default: break
    }
  }

  private mutating func takeSession(_ new: [UInt8], _ findings: inout Findings) {
    if isAfterAdmission && new == gone?.pseudonym { findings.add(.bed, "the next person has the last one's number") }
    isAfterAdmission = false
    pseudonym = new
  }

  private mutating func takeAct(_ act: UInt8, isOwn: Bool, _ bed: VirtualBed, _ findings: inout Findings) {
    let now = bed.now
    if isOwn {
      let isOver = standby.map { now + Self.second / 10 >= $0.until } ?? true
      let hasJustBegun = bed.truth.programStart.map { now < $0 + 5 * Self.second } ?? false
      if act != BedAsk.standbyEnd || !(isOver || hasJustBegun) {
        findings.add(.bed, "the board itself did act \(act)")
      }
    }
    let found = asks.firstIndex { $0.acts.contains(act) }
    if !isOwn && found == nil { findings.add(.bed, "act \(act) is recorded, and nobody asked") }
    if let found, !isOwn { asks[found].isDone = true }
    if act == BedAsk.standby {
      let minutes = found.map { UInt64(asks[$0].minutes) } ?? 0
      standby = Standby(began: now, until: now + minutes * 60 * Self.second)
    } else {
      if let standby { ended = (standby, now) }
      (standby, unsureUntil) = (nil, 0)
    }
    guard act == BedAsk.admission || act == BedAsk.discharge, !isAfterAdmission else { return }
    lastAdmission = now
    (gone, isAfterAdmission) = ((pseudonym, now), true)
  }

  mutating func programEnded(_ bed: VirtualBed) {
    isAfterAdmission = false
    let isTroubled = bed.truth.isDiskTroubled(at: bed.now)
    if let lasting = standby, isTroubled || bed.now < lasting.began + 3 * Self.second {
      (standby, unsureUntil) = (nil, max(unsureUntil, lasting.until))
    }
    if let ended, isTroubled || bed.now < ended.at + 3 * Self.second {
      unsureUntil = max(unsureUntil, ended.standby.until)
    }
    // Whose number is kept is not known where it could not be written: the last one's may be in force again.
    if let gone, isTroubled || bed.now < gone.since + 3 * Self.second { self.gone = nil }
  }

  mutating func observe(_ bed: VirtualBed, _ findings: inout Findings) {
    let truth = bed.truth
    let isHeld = truth.programStart == nil || truth.isStopped || truth.isDecideHung || truth.isStoreStalled
    if isHeld || truth.isDiskTroubled(at: bed.now) { heldUntil = bed.now }
    if mayBeStandby(at: bed.now) { lastStandby = bed.now }
    observeAsks(bed, isHeld: heldUntil == bed.now, &findings)
    observeStandby(bed, &findings)
    guard let gone, bed.now > max(gone.since, heldUntil) + 10 * Self.second else { return }
    if bed.ports.state.holds(gone.pseudonym) {
      findings.add(.bed, "something of the person who has gone is still kept")
    }
    self.gone = nil
  }

  private mutating func observeAsks(_ bed: VirtualBed, isHeld: Bool, _ findings: inout Findings) {
    let pins = bed.ports.pins
    let isPlain =
      !isHeld && !pins.isActive(.alarm) && !pins.isActive(.fault) && !pins.isTroubled
      && bed.truth.isUndisturbed(for: 60 * Self.second, at: bed.now)
      && bed.truth.programStart.map { bed.now > $0 + 20 * Self.second } ?? false
    for index in asks.indices {
      if !isPlain { asks[index].isOwed = false }
      if isHeld && !asks[index].isDone { asks[index].until = max(asks[index].until, bed.now + 7 * Self.second) }
      if asks[index].isOwed && !asks[index].isDone && bed.now > asks[index].until {
        findings.add(.bed, "what was asked of the board came to nothing")
      }
    }
    asks.removeAll { bed.now > $0.until || ($0.isDone && bed.now > $0.made + 3 * Self.second) }
  }

  private mutating func observeStandby(_ bed: VirtualBed, _ findings: inout Findings) {
    guard let standby, let start = bed.truth.programStart else { return }
    let pins = bed.ports.pins
    if bed.now > max(standby.until, heldUntil, start + 2 * Self.second) + 3 * Self.second {
      self.standby = nil
      if bed.ports.records.refused == 0 { findings.add(.bed, "a standby lasts longer than it was asked for") }
    }
    guard bed.now < standby.until, bed.now > max(standby.began, heldUntil, start) + Self.second, pins.isDriven,
      !pins.isTroubled
    else { return }
    if pins.isActive(.fault) { findings.add(.bed, "a technical alarm is shown in a standby") }
    if start < standby.began && pins.lastBlink > standby.began + Self.second + Self.second / 2 {
      findings.add(.monitoring, "all is well, it says, in a standby")
    }
  }
}
