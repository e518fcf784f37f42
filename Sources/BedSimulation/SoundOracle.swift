import Bundle

/// The buzzer sounds while something calls that nobody has answered for two minutes, and never otherwise; the nurse
/// call is steady for a seizure, whoever pressed what, and never calls for nothing.
struct SoundOracle {
  /// The longest silence between two sounds of a pattern: twenty seconds less two pulses, and a little.
  private static let silenceNanoseconds: UInt64 = 21_000_000_000
  /// How long the nurse call may be open when a seizure alarm comes on top of another call.
  private static let gapNanoseconds: UInt64 = 700_000_000
  private static let pauseNanoseconds: UInt64 = 121_000_000_000
  /// A button that is pressed while nothing calls, and let go within three seconds, sounds for one: a trial.
  private static let trialNanoseconds: UInt64 = 4_500_000_000
  /// In a standby such a press has light and buzzer tell of eight electrodes.
  private static let checkNanoseconds: UInt64 = 18_000_000_000

  private var lastPress: UInt64?
  /// Since when the buzzer has to sound.
  private var since: UInt64?
  /// Since when the nurse call has to be closed.
  private var owedSince: UInt64?

  mutating func pressed(_ bed: VirtualBed) { lastPress = bed.now }

  mutating func observe(_ bed: VirtualBed, _ findings: inout Findings) {
    let pins = bed.ports.pins
    let isHeldUp = bed.truth.isStopped || bed.truth.isDecideHung || pins.isTroubled
    guard bed.truth.programStart != nil, pins.isDriven, !isHeldUp else {
      (since, owedSince) = (nil, nil)
      return
    }
    let calls = pins.isActive(.alarm) || pins.isActive(.fault)
    let isStandby = bed.now < bed.oracles.bed.lastStandby + Self.checkNanoseconds
    let trial = isStandby ? Self.checkNanoseconds : Self.trialNanoseconds
    let isTrial = lastPress.map { bed.now < $0 + trial } ?? false
    if pins.isActive(.buzzer) && !calls && !isTrial { findings.add(.sound, "the buzzer sounds without an alarm") }
    if pins.isActive(.nurseCall) && !calls { findings.add(.nurseCall, "the nurse call calls for nothing") }
    owedSince = pins.isActive(.alarm) && !pins.isActive(.nurseCall) ? owedSince ?? bed.now : nil
    if let owedSince, bed.now > owedSince + Self.gapNanoseconds {
      findings.add(.nurseCall, "a seizure alarm is shown without the nurse call")
    }
    let isPaused = lastPress.map { bed.now < $0 + Self.pauseNanoseconds } ?? false
    guard pins.isActive(.alarm) && !isPaused else {
      since = nil
      return
    }
    let from = since ?? bed.now
    since = from
    if bed.now > max(from, pins.lastSound) + Self.silenceNanoseconds {
      findings.add(.sound, "an alarm is shown, nobody has pressed for two minutes, and the buzzer is silent")
    }
    if bed.now > max(from, pins.lastSilence) + Self.silenceNanoseconds {
      findings.add(.sound, "the buzzer sounds without a pause")
    }
  }
}
