import Vocabulary

extension Decision {
  /// What the hop says, in the words that pages and terminals use: `monitoring`, `suspected`, `seizure alarm`, `cannot
  /// judge`. A signal that has fallen below the threshold is suspected no longer.
  public var stateWord: String {
    switch verdict.state {
    case .unknown: "cannot judge"
    case .normal: "monitoring"
    case .suspected: isAboveThreshold ? "suspected" : "monitoring"
    case .seizure: "seizure alarm"
    }
  }
}
