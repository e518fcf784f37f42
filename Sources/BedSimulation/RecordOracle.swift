import Bundle
import Vocabulary

/// Every decision's numbers add up and lead to its verdict; events open and close as the rule has it, with a record;
/// lines and records say the same, the lines first.
struct RecordOracle {
  private let device: BedDevice
  private let threshold: Int64
  private let raiseExcess: Int64
  private let levelStep: Int64

  // The alarm rule, by its description.
  private var hops: [(isAbove: Bool, excess: Int64)] = []
  private var nextHop: UInt64 = 0
  private var accumulated: Int64 = 0
  private var quietHops = 0
  /// Whether an event is open by the decisions, and by the alarms' records.
  private var isOpen = false
  private(set) var isSeizureOpen = false
  private(set) var isTechnicalOpen = false
  /// Reasons of faults that were recorded in this run.
  private var faults: Set<UInt64> = []
  /// Since when a line has not held what the records say.
  private var differsSince: UInt64?
  /// Whether lost frames were recorded: only then are hops skipped.
  private var isLossNoted = false
  private(set) var hasRefused = false
  /// Whether a hop could be judged since the program's start.
  private(set) var hasJudged = false

  init(_ device: BedDevice) {
    self.device = device
    let point = device.file.image.site.operatingPoint
    threshold = Int64(device.detector.model.threshold(at: point))
    raiseExcess = Int64(device.detector.model.raiseExcess(at: point))
    levelStep = Int64(device.detector.model.levelStep)
  }

  mutating func restart() {
    hops.removeAll()
    (nextHop, accumulated, quietHops) = (0, 0, 0)
    (faults, differsSince, hasRefused, hasJudged) = ([], nil, false, false)
    (isOpen, isSeizureOpen, isTechnicalOpen, isLossNoted) = (false, false, false, false)
  }

  mutating func take(_ record: RecordRoom.Record, _ bed: VirtualBed, _ findings: inout Findings) {
    // What did not fit the queue is counted by the device; what is missing then cannot be followed any more.
    hasRefused = hasRefused || bed.ports.records.refused > 0
    guard !hasRefused else { return }
    switch record.kind {
    case .decision: takeDecision(RawBody(record.body), &findings)
    case .alarm: takeAlarm(RawBody(record.body), bed, &findings)
    case .fault: takeFault(RawBody(record.body))
    default: break
    }
  }

  private mutating func takeDecision(_ body: RawBody, _ findings: inout Findings) {
    guard let state = body.number(at: 1, bytes: 1), let firing = body.number(at: 2, bytes: 1),
      let firingHops = body.number(at: 3, bytes: 1), let hop = body.number(at: 4, bytes: 8),
      let score = body.signed(at: 20, bytes: 8), let most = body.signed(at: 28, bytes: 8),
      let added = body.signed(at: 36, bytes: 8), let usable = body.number(at: 44, bytes: 4),
      let channels = body.number(at: 48, bytes: 1)
    else { return findings.add(.evidence, "a decision that is cut off") }
    checkSum(body, score, usable, Int(channels), &findings)
    let count = Int64(usable.nonzeroBitCount)
    checkThreshold(most, count, &findings)
    if Int(firingHops) != Int(device.policy.firingHops) {
      findings.add(.evidence, "a firing window of \(firingHops) hops")
    }
    if !hops.isEmpty && (hop < nextHop || (hop > nextHop && !isLossNoted)) {
      findings.add(.evidence, "hop \(hop) comes where \(nextHop) is due")
    }
    let isJudged = count >= Int64(device.quorum)
    hasJudged = hasJudged || isJudged
    follow(hop, score - most, count, isJudged)
    let expected = verdict(isJudged)
    if firing != UInt64(expected.firing) || state != expected.state || added != accumulated {
      findings.add(
        .evidence,
        "hop \(hop): state \(state), firing \(firing), accumulated \(added); by the rule \(expected.state), "
          + "\(expected.firing), \(accumulated)")
    }
  }

  private func checkSum(
    _ body: RawBody, _ score: Int64, _ usable: UInt64, _ channels: Int, _ findings: inout Findings
  ) {
    var sum: Int64 = 0
    for channel in 0..<channels {
      guard let evidence = body.signed(at: 51 + 6 * channel, bytes: 4) else {
        return findings.add(.evidence, "a decision that is cut off")
      }
      if usable & (1 << UInt64(channel)) == 0 && evidence != 0 {
        findings.add(.evidence, "evidence of a channel that is not usable")
      }
      sum += evidence
    }
    if sum != score { findings.add(.evidence, "evidence adds up to \(sum), the score is \(score)") }
  }

  private func checkThreshold(_ most: Int64, _ count: Int64, _ findings: inout Findings) {
    guard count > 0 else { return }
    if most % count != 0 || abs(most / count - threshold) > 40 * levelStep {
      findings.add(.evidence, "a threshold of \(most) for \(count) channels, \(threshold) each")
    }
  }

  private mutating func follow(_ hop: UInt64, _ excess: Int64, _ count: Int64, _ isJudged: Bool) {
    if !isOpen && hop > nextHop {
      for _ in 0..<min(32, hop - nextHop) { hops.append((false, 0)) }
    }
    nextHop = hop + 1
    let isAbove = isJudged && count > 0 && excess >= 0
    if isAbove || isJudged || !isOpen { hops.append((isAbove, isAbove ? excess : 0)) }
    if hops.count > 128 { hops.removeFirst(64) }
    if isJudged && count > 0 {
      let mean = Int64((Double(excess) / Double(count)).rounded(.down))
      accumulated = max(0, min(accumulated + mean, 2 * raiseExcess))
    }
    if recent.allSatisfy({ !$0.isAbove }) { accumulated = 0 }
    step(isJudged)
  }

  private var recent: ArraySlice<(isAbove: Bool, excess: Int64)> { hops.suffix(Int(device.policy.firingHops)) }

  /// Whether the newest hop was judged and above its threshold.
  var isFiring: Bool { hops.last?.isAbove ?? false }

  private var firing: Int { recent.count { $0.isAbove } }

  private mutating func step(_ isJudged: Bool) {
    if !isOpen {
      guard firing >= Int(device.policy.raiseCount) && accumulated >= raiseExcess else { return }
      (isOpen, quietHops) = (true, 0)
    } else if isJudged {
      quietHops = firing <= Int(device.policy.clearCount) ? quietHops + 1 : 0
      if quietHops >= Int(device.policy.holdHops) { isOpen = false }
    }
  }

  private func verdict(_ isJudged: Bool) -> (firing: Int, state: UInt64) {
    (firing, isOpen ? 3 : !isJudged ? 0 : firing > 0 ? 2 : 1)
  }

  private mutating func takeFault(_ body: RawBody) {
    guard let reason = body.number(at: 2, bytes: 2), let phase = body.number(at: 1, bytes: 1) else { return }
    if reason == UInt64(ReasonCode.framesLost.rawValue) { isLossNoted = true }
    if phase == 1 { faults.insert(reason) }
  }

  private mutating func takeAlarm(_ body: RawBody, _ bed: VirtualBed, _ findings: inout Findings) {
    guard let kind = body.number(at: 1, bytes: 1), let phase = body.number(at: 2, bytes: 1) else { return }
    if phase == 3 {
      if kind == 1 && !isSeizureOpen { findings.add(.evidence, "what is not open becomes more urgent") }
      return
    }
    let isRaised = phase == 1
    if kind == 1 {
      if isRaised == isSeizureOpen { findings.add(.evidence, "a seizure alarm is recorded twice") }
      isSeizureOpen = isRaised
      if isRaised { checkExcess(body, &findings) }
    } else if kind == 2 {
      if isRaised == isTechnicalOpen { findings.add(.evidence, "a technical alarm is recorded twice") }
      isTechnicalOpen = isRaised
      if isRaised { checkFault(body.number(at: 3, bytes: 2) ?? 0, &findings) }
    }
    let role = kind == 1 ? LineRole.alarm : .fault
    if kind == 2 && bed.oracles.bed.mayBeStandby(at: bed.now) { return }
    if isRaised && !bed.ports.pins.isTroubled && !bed.ports.pins.isActive(role) {
      findings.add(.order, "an alarm's record is handed over before \(role) is set")
    }
  }

  /// A technical alarm for what no hop tells of has its fault's record before it.
  private func checkFault(_ reason: UInt64, _ findings: inout Findings) {
    let reported: [ReasonCode] = [
      .noData, .frontEnd, .storage, .overrun, .line, .button, .keptState, .sideLost, .undervoltage,
    ]
    guard reported.contains(where: { UInt64($0.rawValue) == reason }), !faults.contains(reason) else { return }
    findings.add(.evidence, "a technical alarm of reason \(reason) without the fault's record")
  }

  /// The channels' excess adds up to the amount by which the scores of the hops that fired passed their thresholds.
  private func checkExcess(_ body: RawBody, _ findings: inout Findings) {
    var sum: Int64 = 0
    for rank in 0..<Int(body.number(at: 25, bytes: 1) ?? 0) {
      sum += body.signed(at: 27 + 11 * rank, bytes: 8) ?? 0
    }
    let expected = recent.reduce(0) { $0 + $1.excess }
    if sum != expected { findings.add(.evidence, "an alarm's excess adds up to \(sum), not \(expected)") }
  }

  /// All records of a step are there.
  mutating func endCommit(_ findings: inout Findings) {
    if isOpen != isSeizureOpen && !hasRefused {
      findings.add(.evidence, isOpen ? "an event opens without a record" : "an event without evidence")
    }
  }

  mutating func observe(_ bed: VirtualBed, _ latch: LatchOracle, _ findings: inout Findings) {
    let (pins, truth) = (bed.ports.pins, bed.truth)
    guard truth.programStart != nil, pins.isDriven, !truth.isStopped, !truth.isDecideHung, !hasRefused else {
      differsSince = nil
      return
    }
    let isPutAside = bed.now < bed.oracles.bed.lastStandby + 1_000_000_000 && bed.oracles.bed.lastStandby > 0
    guard let text = difference(pins, truth, latch, bed.now, isPutAside: isPutAside) else {
      differsSince = nil
      return
    }
    // A line that fails is given a second, and then the program ends.
    let since = differsSince ?? bed.now
    differsSince = since
    if pins.failures.isEmpty || bed.now > since + 2_000_000_000 { findings.add(.lineAndRecord, text) }
  }

  private func difference(
    _ pins: BedPins, _ truth: BedTruth, _ latch: LatchOracle, _ now: UInt64, isPutAside: Bool
  ) -> String? {
    // Before the first judgement the fault line calls without an event.
    let isHeld = pins.stuck.contains(.fault) || isPutAside
    if !isHeld && pins.isActive(.fault) != isTechnicalOpen && (hasJudged || isTechnicalOpen) {
      return isTechnicalOpen
        ? "a technical alarm is recorded and not shown" : "the fault line calls without a record"
    }
    let isAlarm = pins.isActive(.alarm)
    let isWanted = isSeizureOpen && !isTechnicalOpen && !latch.isWaived
    if isWanted && !isAlarm && !pins.stuck.contains(.alarm) {
      return "a seizure is recorded and not shown"
    }
    if isAlarm && !isSeizureOpen && !latch.mayBeShown(at: now) && truth.lastEnd == 0 && truth.active.isEmpty {
      return "the alarm line calls without a record"
    }
    return nil
  }
}
