import Vocabulary

extension Decision {
  /// What the hop says, in the words that pages and terminals use: `monitoring`, `suspected`, `seizure alarm`, `cannot
  /// judge`. A signal that has fallen below the threshold is suspected no longer.
  public var stateWord: String {
    let hasFallen = verdict.state == .suspected && !isAboveThreshold
    return (hasFallen ? Verdict.State.normal : verdict.state).plainWord
  }
}

extension Verdict.State {
  /// What it is called on pages and terminals; exports have words of their own.
  public var plainWord: String {
    switch self {
    case .unknown: "cannot judge"
    case .normal: "monitoring"
    case .suspected: "suspected"
    case .seizure: "seizure alarm"
    }
  }
}
