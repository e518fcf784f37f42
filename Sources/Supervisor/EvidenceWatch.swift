import Forecast
import Vocabulary

/// Keeps what the EEG adds to the person's forecast, hour after hour beside the history's forecaster, where the bundle
/// has a model for it.
struct EvidenceWatch {
  /// What is still to be done of an hour that was closed.
  private enum Stage { case none, learning, opening }

  /// The model; nil where the bundle has none.
  let layer: EvidenceLayer?
  /// What was learned.
  private(set) var memory = EvidenceMemory()
  /// The minutes of the hour that goes on, and those of the one that was closed last.
  private var minutes = FeatureHour()
  private var closedMinutes = FeatureHour()
  private var stage = Stage.none

  /// Begins without a past.
  init(_ layer: EvidenceLayer?) {
    self.layer = layer
  }

  /// Whether there is a model.
  var isThere: Bool { layer != nil }

  /// Whether an hour that was closed has work left.
  var isWorking: Bool { stage != .none }

  /// Forgets the person.
  mutating func forget() {
    memory = EvidenceMemory()
    (minutes, stage) = (FeatureHour(), .none)
  }

  /// Goes on with what was kept, at the hour that the history's forecaster has open. Where something was learned since
  /// or before, the open hour is one without evidence.
  mutating func resume(_ kept: EvidenceMemory, beside forecaster: borrowing HazardForecaster) {
    memory = kept
    if memory.hour != forecaster.hour { openWithout(forecaster) }
  }

  /// Appends what was learned, where there is a model.
  func encode(into content: inout ByteBuffer) {
    if let layer { memory.encode(into: &content, source: layer.source) }
  }

  /// Opens the first hour, or one of another past: the history's forecasts are others now, and what the evidence gained
  /// beside the old ones says nothing of it.
  mutating func begin(beside forecaster: borrowing HazardForecaster) {
    memory.forecaster = EvidenceForecaster()
    (minutes, stage) = (FeatureHour(), .none)
    openWithout(forecaster)
  }

  private mutating func openWithout(_ forecaster: borrowing HazardForecaster) {
    memory.skip(to: forecaster.hour)
    memory.forecaster.open(forecaster.forecast(clockIsSynchronised: true), evidence: nil)
  }

  /// Adds a minute of the hour that goes on; nil: nothing can be told of it.
  mutating func add(_ minute: FeatureMinute?) {
    if let minute { minutes.add(minute) }
  }

  /// Closes the open hour, before the history's forecaster closes it.
  mutating func close(beside forecaster: borrowing HazardForecaster, observed: Bool) {
    guard layer != nil else { return }
    memory.forecaster.close(forecaster, observed: observed)
    (closedMinutes, minutes) = (minutes, FeatureHour())
    stage = .learning
  }

  /// Does a slice of what is left, after the history's forecaster has done its work.
  mutating func work(beside forecaster: borrowing HazardForecaster) {
    switch stage {
    case .none: break
    case .learning:
      memory.baseline.endHour(memory.hour, closedMinutes)
      stage = .opening
    case .opening:
      memory.hour = forecaster.hour
      memory.forecaster.open(forecaster.forecast(clockIsSynchronised: true), evidence: evidence)
      stage = .none
    }
  }

  /// What the model says of the open hour.
  private var evidence: Int64? {
    guard let layer, memory.hour >= layer.firstHour, let terms = memory.baseline.next else { return nil }
    return layer.evidence(terms)
  }
}
