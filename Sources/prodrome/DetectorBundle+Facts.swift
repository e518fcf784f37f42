import Configuration
import Vocabulary

extension DetectorBundle {
  /// What a report says of the detector.
  var facts: [(name: String, value: String)] {
    let site = file.image.site
    return [
      ("Model", model.name.text), ("Bundle", file.digestText), ("Board", file.image.board.identity.text),
      ("Operating point", site.operatingPoint.name.text),
      (
        "Alarm rule",
        "at least \(policy.raiseCount) of \(policy.firingHops) windows at or above the threshold of \(thresholdPerChannel) for a "
          + "channel, with an accumulated excess of \(settings.raiseExcess); ends after \(policy.holdHops) windows with at "
          + "most \(policy.clearCount)"
      ),
    ]
  }
}
