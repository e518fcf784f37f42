import Alarms
import EventLog
import Inference
import Signal
import Vocabulary

/// The whole way from a frame to its records, as one pure function of the frames.
///
/// The same sources run on the board, in replay and in the simulator. Nothing here reads a clock, allocates or waits; a
/// tick's work is bounded however long a gap was.
public struct Runtime: ~Copyable {
  private var chain: SignalChain
  private let channelCount: Int
  private let hopSamples: Int
  private let plan: ModelPlan
  private var encoder: ChannelEncoder
  private let thresholdPerChannel: Int32
  /// The person's level, to be kept over a restart.
  public private(set) var level: PersonalLevel
  private let quorum: Int
  private let isAdditive: Bool
  private let nurseCallSeconds: UInt16
  private var seizure: SeizureAlarm
  private var technical: TechnicalAlarm
  private var faults = ChannelFaultList()
  private var coverage: InlineArray<3, CoverageWatch>
  private var standstill = StandstillWatch()
  private var framesLost = false
  private var isOutOfOrder = false
  private var clips: ClipSchedule
  private var polygraph = PolygraphWatch()
  private var occlusion = OcclusionRun()
  private var isExplanationAsked = false
  private var latestHopIndex: UInt64 = 0
  /// Whether any hop could be judged yet.
  public private(set) var hasJudged = false
  /// Index of the newest input sample, 0 before the first.
  public private(set) var latestSampleIndex: UInt64 = 0
  /// Minutes of features so far.
  public private(set) var minutesEnded: UInt32 = 0
  private var writer = RecordEmitter()
  /// Counters since the start.
  public private(set) var health = HealthBody()

  /// Makes a runtime of parts that fit each other.
  ///
  /// - Parameters:
  ///   - design: The signal chain's constants.
  ///   - plan: The detector, checked; its section is lent to every tick.
  ///   - section: The model section the plan was made from.
  ///   - settings: The site's choices; the policy is valid.
  ///   - kernels: What computes signal chain and encoder: a set that this processor has. The results are the same with
  ///     each.
  /// - Throws: `RuntimeFault` naming the part that does not fit.
  public init(
    design: borrowing SignalDesign, plan: consuming ModelPlan, section: Span<UInt8>, settings: RuntimeSettings,
    kernels: KernelSet = .best
  ) throws(RuntimeFault) {
    try Runtime.check(design, plan, settings)
    let rows = try MontageRows(design, plan.information, section: section)
    do throws(SignalFault) {
      chain = try SignalChain(design: design, lanes: kernels.lanes)
    } catch {
      throw .signal(error)
    }
    channelCount = Int(design.channelCount)
    hopSamples = Int(design.hopSamples)
    encoder = ChannelEncoder(plan, channelCount: channelCount, rows: rows, kernels: kernels)
    isAdditive = plan.information.evidenceIsAdditive
    quorum = settings.policy.quorum(of: channelCount, for: plan.information)
    self.plan = plan
    thresholdPerChannel = settings.thresholdPerChannel
    level = settings.level
    nurseCallSeconds = settings.policy.nurseCallTechnicalSeconds
    seizure = SeizureAlarm(
      policy: settings.policy, thresholdPerChannel: settings.level.threshold(from: settings.thresholdPerChannel),
      raiseExcess: settings.raiseExcess, ranksChannels: isAdditive)
    technical = TechnicalAlarm(policy: settings.policy)
    coverage = Runtime.coverage(design, policy: settings.policy)
    clips = ClipSchedule(hopsBefore: settings.clipHopsBefore, hopsAfter: settings.clipHopsAfter)
  }

  /// Whether nothing is to be learned of the person: somebody works on them.
  public var isStandby = false

  /// Whether a seizure event is open: the alarm line's state.
  public var isSeizureAlarmRaised: Bool { seizure.isOpen }

  /// Whether the technical alarm stands: the fault line's state.
  public var isTechnicalAlarmRaised: Bool { technical.isRaised }

  /// Both alarms as the lines show them.
  public var alarms: AlarmState {
    AlarmState(
      isSeizureOpen: seizure.isOpen, urgency: seizure.urgency, isTechnical: technical.isRaised,
      isTechnicalLow: technical.isLow, nurseCallSeconds: nurseCallSeconds)
  }

  /// The newest minute's features by channel, and how many channels there are.
  public var minuteFeatures: (channels: PerChannel<ChannelFeatures>, count: Int) {
    var channels = PerChannel<ChannelFeatures>(repeating: ChannelFeatures())
    for channel in 0..<channelCount { channels[channel] = chain.features(channel) }
    return (channels, channelCount)
  }

  /// Hops that the person's level was learned from.
  public var learnedHops: UInt32 { level.learnedHops }

  /// The threshold in force for one channel's evidence.
  public var thresholdInForce: Int32 { seizure.thresholdPerChannel }

  mutating func set(_ level: PersonalLevel) {
    self.level = level
    seizure.thresholdPerChannel = level.threshold(from: thresholdPerChannel)
  }

  /// Takes a fault of the platform: one that no frame can tell of.
  ///
  /// - Parameters:
  ///   - reason: What is wrong.
  ///   - phase: Whether it begins or ends.
  ///   - detail: Why, in detail.
  ///   - monotonicNanoseconds: When it was noticed.
  ///   - sink: Takes the records.
  public mutating func report<Sink: RecordSink & ~Copyable>(
    _ reason: ReasonCode, _ phase: AlarmEvent.Phase, detail: FaultDetail = .none, monotonicNanoseconds: UInt64,
    into sink: inout Sink
  ) {
    writer.monotonicNanoseconds = monotonicNanoseconds
    let fault = FaultEvent(reason: reason, phase: phase, sampleIndex: latestSampleIndex, detail: detail)
    writer.emit(fault, into: &sink)
    if let event = technical.step(fault, hopIndex: latestHopIndex) { writer.emit(event, into: &sink) }
  }

  /// Takes the platform's own counters for the next health record.
  ///
  /// - Parameters:
  ///   - overruns: Work not finished in time.
  ///   - storageBytes: Bytes written to the log.
  ///   - flushes: Flushes of the log.
  ///   - unstored: Records that could not be stored.
  public mutating func note(overruns: UInt64, storageBytes: UInt64, flushes: UInt64, unstored: UInt64) {
    health.overruns = overruns
    health.storageBytes = storageBytes
    health.flushes = flushes
    health.unstored = unstored
  }

  /// The number of the newest seizure event and of the newest technical one, 0 before the first.
  public var eventNumbers: (seizure: UInt32, technical: UInt32) { (seizure.eventNumber, technical.eventNumber) }

  /// Takes one frame and emits the records it leads to.
  ///
  /// - Parameters:
  ///   - frame: The frame.
  ///   - section: The model section the plan was made from.
  ///   - sink: Takes the records, in order.
  /// - Returns: Whether a hop ended with the frame, and what was decided.
  @discardableResult
  public mutating func tick<Sink: RecordSink & ~Copyable>(
    _ frame: borrowing Frame, section: Span<UInt8>, into sink: inout Sink
  ) -> TickOutcome {
    writer.monotonicNanoseconds = frame.monotonicNanoseconds
    let step = chain.step(frame)
    health.frames += 1
    latestSampleIndex = step.lastSampleIndex
    if step.isOutOfOrder != isOutOfOrder { noteOrder(step, into: &sink) }
    if step.isGap { noteGap(step, into: &sink) }
    var outcome = TickOutcome.taken
    if step.hopEnded {
      outcome = endHop(step, section: section, into: &sink)
    } else if occlusion.isRunning {
      hideNext(section: section)
      if occlusion.isComplete { emitExplanation(into: &sink) }
    }
    if step.minuteEnded { endMinute(step, into: &sink) }
    return outcome
  }

  private mutating func noteGap<Sink: RecordSink & ~Copyable>(_ step: ChainStep, into sink: inout Sink) {
    health.gaps += 1
    health.lost += step.lostSamples
    framesLost = true
    writer.emit(
      FaultEvent(
        reason: .framesLost, phase: .raised, sampleIndex: step.lastSampleIndex, detail: .framesLost(step.lostSamples)),
      into: &sink)
  }

  /// A front end that goes back in time is recorded when it begins and when it ends; its frames are not used.
  private mutating func noteOrder<Sink: RecordSink & ~Copyable>(_ step: ChainStep, into sink: inout Sink) {
    isOutOfOrder = step.isOutOfOrder
    writer.emit(
      FaultEvent(
        reason: .frontEnd, phase: isOutOfOrder ? .raised : .cleared, sampleIndex: step.lastSampleIndex),
      into: &sink)
  }

  private mutating func endHop<Sink: RecordSink & ~Copyable>(
    _ step: ChainStep, section: Span<UInt8>, into sink: inout Sink
  ) -> TickOutcome {
    health.hops += 1
    latestHopIndex = step.hopIndex
    // Its window is gone: what is known by now.
    if occlusion.isRunning { emitExplanation(into: &sink) }
    var decision = judge(step, section: section)
    let isJudged = decision.usable.count >= quorum
    hasJudged = hasJudged || isJudged
    let (verdict, seizureEvent) = seizure.step(decision, isJudged: isJudged)
    decision.verdict = verdict
    let technicalEvent = technical.step(decision, isJudged: isJudged, reason: reason(of: decision))
    emitFaults(decision, into: &sink)
    writer.emit(decision, into: &sink)
    if let seizureEvent { emit(seizureEvent, into: &sink) }
    explain(decision, isJudged: isJudged, after: seizureEvent)
    if let technicalEvent { writer.emit(technicalEvent, into: &sink) }
    if let technicalEvent = technical.resume(decision) { writer.emit(technicalEvent, into: &sink) }
    watchCoverage(decision, isJudged: isJudged, into: &sink)
    if isAdditive { watchModel(decision, isJudged: isJudged, into: &sink) }
    emitClips(decision, into: &sink)
    if chain.polygraphCount > 0 { watchPolygraph(decision, seizureEvent, into: &sink) }
    // A weak supply says nothing of the signal.
    let isSound = isJudged && (!technical.isRaised || technical.reason == .undervoltage) && !isStandby
    level.step(decision, isSound: isSound, isEventOpen: seizure.isOpen)
    seizure.thresholdPerChannel = level.threshold(from: thresholdPerChannel)
    return isJudged ? (decision.isAboveThreshold ? .firing : .quiet) : .unjudged
  }

  /// Runs the encoder on every usable channel and adds up the evidence.
  private mutating func judge(_ step: ChainStep, section: Span<UInt8>) -> Decision {
    var decision = Decision(
      hopIndex: step.hopIndex, sampleIndex: step.lastSampleIndex, channelCount: UInt8(channelCount))
    decision.usable = chain.usableChannels
    let windowEnd = (step.hopIndex + 1) * UInt64(hopSamples)
    if let montage = plan.information.montage {
      judge(&decision, montage, windowEnd: windowEnd, section: section)
    } else {
      decision.evidence = encoder.evidence(
        of: plan, section: section, usable: decision.usable, windowEnd: windowEnd, from: chain)
    }
    for channel in 0..<channelCount {
      decision.quality[channel] = chain.windowQuality(channel)
      decision.score += Int64(decision.evidence[channel])
    }
    decision.threshold = Int64(seizure.thresholdPerChannel) * Int64(decision.usable.count)
    return decision
  }

  /// Runs a model of all channels at once: each that is usable bears the evidence of the whole. Where it refuses to do
  /// without one, none is.
  private mutating func judge(
    _ decision: inout Decision, _ montage: MontageInput, windowEnd: UInt64, section: Span<UInt8>
  ) {
    let isWhole = decision.usable == ChannelMask(first: channelCount)
    if !isWhole && montage.missing == .refuse { decision.usable = ChannelMask() }
    guard !decision.usable.isEmpty else { return }
    let evidence = encoder.evidence(
      ofMontage: plan, section: section, usable: decision.usable, windowEnd: windowEnd, from: chain)
    for channel in 0..<channelCount where decision.usable[channel] { decision.evidence[channel] = evidence }
  }

  /// Begins to explain a judged hop of a model of all channels at once: one with which an alarm rises, or that was
  /// asked for.
  private mutating func explain(_ decision: Decision, isJudged: Bool, after event: AlarmEvent?) {
    guard isJudged && !decision.usable.isEmpty && plan.information.montage != nil else { return }
    let isRise = event?.phase == .raised
    guard isRise || isExplanationAsked else { return }
    isExplanationAsked = false
    occlusion.begin(decision, cause: isRise ? .alarm : .request)
  }

  /// Asks for the next judged hop to be explained by hiding one channel after the other, if the model takes all at
  /// once; the evidence of any other explains itself.
  public mutating func requestExplanation() { isExplanationAsked = true }

  @inline(never)
  private mutating func hideNext(section: Span<UInt8>) {
    occlusion.take(encoder.evidence(of: plan, section: section, hiding: occlusion.next))
  }

  @inline(never)
  private mutating func emitExplanation<Sink: RecordSink & ~Copyable>(into sink: inout Sink) {
    occlusion.isRunning = false
    writer.emit(occlusion.body, into: &sink)
  }

  /// The defect that most channels have, for a hop that could not be judged.
  private func reason(of decision: Decision) -> ReasonCode {
    if framesLost { return .framesLost }
    return faults.reason(of: decision)
  }

  private mutating func emitFaults<Sink: RecordSink & ~Copyable>(_ decision: Decision, into sink: inout Sink) {
    for index in 0..<QualityKind.count {
      if let event = faults.step(decision, index: index) { writer.emit(event, into: &sink) }
    }
    guard framesLost && chain.isWindowComplete else { return }
    framesLost = false
    writer.emit(
      FaultEvent(reason: .framesLost, phase: .cleared, sampleIndex: decision.sampleIndex), into: &sink)
  }

  /// Reports a part of the montage that is lost, or back.
  private mutating func watchCoverage<Sink: RecordSink & ~Copyable>(
    _ decision: Decision, isJudged: Bool, into sink: inout Sink
  ) {
    for index in 0..<3 {
      guard let fault = coverage[index].step(decision, isJudged: isJudged) else { continue }
      writer.emit(fault, into: &sink)
      // The reason of both sides is one: it stands as long as either is lost.
      if fault.phase == .cleared && fault.reason == .sideLost && (coverage[0].isLost || coverage[1].isLost) { continue }
      if let event = technical.step(fault, hopIndex: decision.hopIndex) { writer.emit(event, into: &sink) }
    }
  }

  /// Reports a model that does not answer to what it is given, or does again. One for all channels at once may say the
  /// same of a quiet EEG for hours.
  private mutating func watchModel<Sink: RecordSink & ~Copyable>(
    _ decision: Decision, isJudged: Bool, into sink: inout Sink
  ) {
    guard let fault = standstill.step(decision, isJudged: isJudged) else { return }
    writer.emit(fault, into: &sink)
    if let event = technical.step(fault, hopIndex: decision.hopIndex) { writer.emit(event, into: &sink) }
  }

  private mutating func emit<Sink: RecordSink & ~Copyable>(_ event: AlarmEvent, into sink: inout Sink) {
    switch event.phase {
    case .raised: clips.open(eventNumber: event.eventNumber, hop: event.hopIndex)
    case .cleared: clips.close(hop: event.hopIndex)
    case .escalated: break
    }
    writer.emit(event, into: &sink)
  }

  private mutating func emitClips<Sink: RecordSink & ~Copyable>(_ decision: Decision, into sink: inout Sink) {
    for _ in 0..<ClipSchedule.hopsPerTick {
      guard let hop = clips.takeHop(upTo: decision.hopIndex) else { return }
      let clip = ClipBody(
        eventNumber: clips.eventNumber, hopIndex: hop, sampleIndex: decision.sampleIndex,
        firstModelSample: hop * UInt64(hopSamples), channelCount: UInt8(channelCount),
        samplesPerChannel: UInt16(hopSamples))
      writer.emit(clip, from: chain, into: &sink)
    }
  }

  /// Reports what the inputs that are no EEG showed beside an event.
  @inline(never)
  private mutating func watchPolygraph<Sink: RecordSink & ~Copyable>(
    _ decision: Decision, _ event: AlarmEvent?, into sink: inout Sink
  ) {
    let isRise = event?.phase == .raised
    if let body = polygraph.takeEvent(isRise: isRise, from: chain, sampleIndex: decision.sampleIndex) {
      writer.emit(body, into: &sink)
    }
    if let event, isRise { polygraph.begin(event.eventNumber, at: chain.polygraphSeconds) }
  }

  private mutating func endMinute<Sink: RecordSink & ~Copyable>(_ step: ChainStep, into sink: inout Sink) {
    var body = FeaturesBody(
      minuteIndex: step.minuteIndex, sampleIndex: step.lastSampleIndex, channelCount: UInt8(channelCount))
    for channel in 0..<channelCount { body.channels[channel] = chain.features(channel) }
    writer.emit(body, into: &sink)
    minutesEnded &+= 1
    writer.emit(health, into: &sink)
    if chain.polygraphCount > 0 { writer.emit(polygraph.minute(step, from: chain), into: &sink) }
  }
}
