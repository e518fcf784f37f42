import Deployment
import Station
import Vocabulary

extension LivePicture {
  /// The newest EEG of a bed that is older than a minute is not drawn.
  private static let oldestSeconds = 60.0

  /// The picture of a bed by its board's newest records; nil without a session and a decision, or where the board is
  /// not reached or decides nothing any more: what it said before must not look as if it were now.
  ///
  /// - Parameters:
  ///   - bed: What is known of the bed.
  ///   - clock: Whose time it says.
  init?(_ bed: BedState, by clock: ClockText) {
    guard bed.condition != .noContact, bed.condition != .notDeciding, let session = bed.session,
      let decision = bed.decision
    else { return nil }
    let isDrawn = bed.eegAge.map { $0 <= Self.oldestSeconds } ?? false
    let channels = (0..<Int(decision.channelCount)).map { channel in
      let samples = isDrawn && channel < bed.eeg.microvolts.count ? bed.eeg.microvolts[channel] : []
      return Channel(
        decision, channel, name: bed.channelName(channel), samples: samples[...], rank: bed.ranks[channel])
    }
    self.init(
      decision, of: session, clock: bed.decisionStamps.flatMap { WallTime($0) }.map(clock.moment) ?? "time not known",
      alarm: Self.alarm(bed), channels: channels,
      span: max(1, Int(session.modelRate.hertz * NewestEEG.seconds)), footer: Self.footer(bed, isDrawn: isDrawn))
  }

  /// What stands behind a seizure alarm that the bed shows; nil where it shows none.
  private static func alarm(_ bed: BedState) -> String? {
    guard bed.condition == .seizure else { return nil }
    if let alarm = bed.seizureAlarm { return alarm.triggers(most: 4, name: bed.channelName) }
    return bed.isSeizureOpen ? nil : "ended, and nobody has acknowledged it"
  }

  private static func footer(_ bed: BedState, isDrawn: Bool) -> String {
    guard isDrawn, let age = bed.eegAge else {
      return "no EEG of the last minute in the log, which holds it around seizure alarms"
    }
    guard !bed.eeg.isSealed else { return "the EEG in the log is sealed; --clip-key opens it" }
    return age < 1 ? "EEG up to the newest decision" : "EEG up to \(Int(age)) s before the newest decision"
  }
}
