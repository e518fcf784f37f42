import Alarms
import Evaluation
import Foundation

extension ReplayDetector: LearningDetector {
  public func hear(_ recording: URL) throws -> (outcome: RecordingOutcome, heard: HeardHops) {
    try play(recording, isTraced: isTraced)
  }

  public func learn(
    from before: [HeardRecording<HeardHops>], for judged: HeardHops, hours: Double
  ) -> LearnedPerson<PersonalLevel>? {
    let fitting = before.filter { $0.heard.channels == judged.channels }
    let hopSeconds = Double(bundle.model.hopSamples) / bundle.model.rate.hertz
    guard let bed = TimeInBed(fitting, count: Int(hours * 3600 / hopSeconds)) else { return nil }
    let learned = bed.learned(bundle.settings)
    let labelled = bed.labelled(learned.scale)
    return LearnedPerson(
      unlabelled: learned, labelled: labelled, unlabelledSteps: learned.thresholdSteps,
      labelledSteps: labelled.thresholdSteps, hours: Double(bed.hops.count) * hopSeconds / 3600,
      ictalShare: bed.ictalShare, recordings: fitting.count)
  }

  public func outcome(of recording: URL, knowing learned: PersonalLevel) throws -> RecordingOutcome {
    try play(recording, level: learned).outcome
  }
}
