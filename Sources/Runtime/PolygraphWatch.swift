import EventLog
import Signal
import Vocabulary

/// When what the inputs that are no EEG showed is reported: each minute, and beside each seizure event.
struct PolygraphWatch {
  /// Seconds on either side of an alarm's rise that belong to the event, and seconds before those that it is compared
  /// with.
  private static let around = 30
  private static let before = 60

  private var event: UInt32 = 0
  private var began: UInt64 = 0
  private var isPending = false
  private var reported: UInt64 = 0

  /// A seizure event rises.
  mutating func begin(_ event: UInt32, at seconds: UInt64) {
    (self.event, began, isPending) = (event, seconds, true)
  }

  /// The record of the newest event, once its time is over or another rises.
  mutating func takeEvent(isRise: Bool, from chain: borrowing SignalChain, sampleIndex: UInt64) -> PolygraphBody? {
    let passed = Int(clamping: chain.polygraphSeconds &- began)
    guard isPending && (isRise || passed >= Self.around) else { return nil }
    isPending = false
    var body = PolygraphBody(cause: .event, number: UInt64(event), sampleIndex: sampleIndex)
    let length = Self.around + min(passed, PolygraphBody.mostSeconds - Self.around)
    fill(&body, from: chain, length: length)
    for signal in 0..<chain.polygraphCount {
      body.signals[signal].before = chain.polygraphStretch(signal, ago: length, length: Self.before)
    }
    return body
  }

  /// The record of the minute that ended.
  mutating func minute(_ step: ChainStep, from chain: borrowing SignalChain) -> PolygraphBody {
    var body = PolygraphBody(cause: .minute, number: step.minuteIndex, sampleIndex: step.lastSampleIndex)
    fill(&body, from: chain, length: Int(min(chain.polygraphSeconds &- reported, 60)))
    reported = chain.polygraphSeconds
    return body
  }

  private func fill(_ body: inout PolygraphBody, from chain: borrowing SignalChain, length: Int) {
    body.count = UInt8(chain.polygraphCount)
    for signal in 0..<chain.polygraphCount {
      let input = chain.polygraphInput(signal)
      body.signals[signal] = PolygraphBody.Signal(
        input: input.input, role: input.role, name: input.name,
        during: chain.polygraphStretch(signal, ago: 0, length: length))
    }
  }
}
