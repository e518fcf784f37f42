import Bundle

/// A seizure alarm that was shown for a second stays shown, through restarts and cuts, until a person has pressed the
/// button; a press is answered.
struct LatchOracle {
  /// Since when an alarm has been shown that nobody has answered.
  private var owedSince: UInt64?
  /// A clean press that has to be answered, and by when.
  private var answerDue: UInt64?
  private var hasPressed = false
  /// Whether the button is held by a press that answered nothing: letting it go then answers what rose meanwhile.
  private var isHeldUnanswered = false
  /// Whether a person has acknowledged the open event, and whether nothing could be judged since: it is then shown
  /// again only when it fires.
  private var isAnswered = false
  private(set) var isWaived = false
  private var lastPress: UInt64 = 0

  /// Whether an alarm is shown that nobody has answered, or had not until just now.
  func mayBeShown(at now: UInt64) -> Bool { owedSince != nil || now < lastPress + 1_500_000_000 }

  mutating func take(_ record: RecordRoom.Record, _ bed: VirtualBed, _ findings: inout Findings) {
    let body = record.body
    if record.kind == .alarm && body[1] == 1 && body[2] != 2 {
      owedSince = bed.now
      (hasPressed, isAnswered, isWaived) = (false, false, false)
    }
    if record.kind == .acknowledgement {
      let isBroken = bed.truth.isActive(.buttonStuck) || bed.truth.isActive(.buttonChatters)
      if !hasPressed && !isBroken { findings.add(.press, "an acknowledgement is recorded, and nobody pressed") }
      isHeldUnanswered = false
      // A press just after the rise may be meant or not: the device says which.
      if body[1] == 1 { (answerDue, isAnswered, owedSince) = (nil, true, hasPressed ? nil : owedSince) }
    }
  }

  mutating func pressed(_ bed: VirtualBed) {
    isHeldUnanswered = true
    answer(bed)
  }

  mutating func released(_ bed: VirtualBed) {
    if isHeldUnanswered { answer(bed) }
    isHeldUnanswered = false
  }

  private mutating func answer(_ bed: VirtualBed) {
    hasPressed = true
    lastPress = bed.now
    guard let since = owedSince, bed.now > since + 250_000_000 else { return }
    if bed.truth.isQuiet(for: 25_000_000_000, at: bed.now)
      && bed.truth.programStart.map({ bed.now > $0 + 20_000_000_000 })
        == true
    {
      answerDue = bed.now + 1_500_000_000
    }
    owedSince = nil
  }

  mutating func began(_ fault: Fault, _ bed: VirtualBed) {
    // What a button that cannot be believed acknowledged is taken back: the alarm may be shown or not.
    if fault.kind.traits.reach == .lines { answerDue = nil }
  }

  mutating func programEnded(_ bed: VirtualBed) {
    answerDue = nil
    guard let since = owedSince else { return }
    let isKept = bed.now > since + 1_000_000_000 && !bed.truth.isDiskTroubled(at: bed.now)
    if !isKept { owedSince = nil }
  }

  mutating func observe(_ bed: VirtualBed, _ records: RecordOracle, _ findings: inout Findings) {
    let (isOpen, isTechnical) = (records.isSeizureOpen, records.isTechnicalOpen)
    isWaived = isOpen && !records.isFiring && (isWaived || (isAnswered && isTechnical))
    if let due = answerDue, bed.now > due {
      answerDue = nil
      findings.add(.press, "a press was not answered by an acknowledgement")
    }
    let kinds: Set<FaultKind> = [.lineFails, .lineStuck, .linesGone]
    let hasLineFault = bed.truth.active.contains { kinds.contains($0.fault.kind) }
    guard !hasLineFault, bed.truth.isQuiet(for: 0, at: bed.now) || !bed.ports.pins.isTroubled else { return }
    let isShown = bed.ports.pins.isActive(.alarm)
    if owedSince != nil && !isShown { findings.add(.latch, "an alarm that nobody acknowledged is no longer shown") }
    if isOpen && !isWaived && !isTechnical && !isShown && bed.truth.programStart != nil && !bed.truth.isStopped {
      findings.add(.latch, "a seizure event is open and not shown")
    }
  }
}
