import Supervisor
import Vocabulary

/// Plants defects of the way from the front end to the deciding thread.
struct FrameChanger {
  private let defect: PlantedDefect?
  private var count = 0
  private var hidden: UInt64 = 0
  private var nextIndex: UInt64 = 0
  private var older: [Frame] = []

  init(_ defect: PlantedDefect?) {
    self.defect = defect
  }

  /// Whether it changes anything.
  var isPlanted: Bool { defect != nil }

  /// Changes what arrived.
  ///
  /// - Returns: Whether it goes on.
  mutating func change(_ arrival: inout Arrival) -> Bool {
    guard arrival.content == .frame else { return defect != .frontEndFaultsHidden }
    count += 1
    switch defect {
    case .leadOffHidden: arrival.frame.leadOff = ChannelMask()
    case .gapsHidden: hideGap(&arrival.frame)
    case .frameDropped where count % 5_000 == 0:
      hidden += 1
      return false
    case .frameDropped: arrival.frame.sampleIndex -= min(hidden, arrival.frame.sampleIndex)
    case .channelsSwapped: swap(&arrival.frame)
    case .oldFramesAgain: repeatOld(&arrival.frame)
    case .codeOffByOne where count % 1_000 == 0: arrival.frame.codes[3] += 64
    default: break
    }
    return true
  }

  private mutating func hideGap(_ frame: inout Frame) {
    if frame.sampleIndex == 0 { (hidden, nextIndex) = (0, 0) }
    if frame.sampleIndex > nextIndex { hidden += frame.sampleIndex - nextIndex }
    nextIndex = frame.sampleIndex + 1
    frame.sampleIndex -= min(hidden, frame.sampleIndex)
    frame.discontinuity = false
  }

  private func swap(_ frame: inout Frame) {
    let first = frame.codes[1]
    frame.codes[1] = frame.codes[2]
    frame.codes[2] = first
  }

  /// Where frames were lost, old ones take their place; what was lost is gone all the same.
  private mutating func repeatOld(_ frame: inout Frame) {
    if frame.sampleIndex > nextIndex + 1 && nextIndex > 0 { hidden = UInt64(older.count) }
    nextIndex = frame.sampleIndex + 1
    if hidden > 0 {
      hidden -= 1
      frame.codes = older[older.count - 1 - Int(hidden)].codes
    } else {
      older.append(frame)
      if older.count > 500 { older.removeFirst(250) }
    }
  }
}
