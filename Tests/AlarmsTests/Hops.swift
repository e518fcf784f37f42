import Alarms
import Vocabulary

/// Policy of the tests: opens at 3 of 4, quiet at 1 or fewer, closes after 5 quiet hops.
let testPolicy = AlarmPolicy(
  firingHops: 4, raiseCount: 3, clearCount: 1, holdHops: 5, quorumPermille: 500, technicalRaiseHops: 3,
  technicalClearHops: 4)

/// A hop of a three-channel montage with the given evidence; every channel usable.
func hop(_ index: UInt64, evidence: [Int32], thresholdPerChannel: Int32 = 10) -> Decision {
  var decision = Decision(hopIndex: index, sampleIndex: index * 256 + 255, channelCount: 3)
  decision.usable = ChannelMask(first: evidence.count)
  for (channel, value) in evidence.enumerated() {
    decision.evidence[channel] = value
    decision.quality[channel] = .good
    decision.score += Int64(value)
  }
  decision.threshold = Int64(thresholdPerChannel) * Int64(evidence.count)
  return decision
}

/// A hop above the threshold, in which the second channel stands out.
func firingHop(_ index: UInt64) -> Decision { hop(index, evidence: [12, 40, -5]) }

/// A hop below the threshold.
func quietHop(_ index: UInt64) -> Decision { hop(index, evidence: [0, 0, 0]) }

/// A hop that could not be judged.
func blindHop(_ index: UInt64) -> Decision {
  Decision(hopIndex: index, sampleIndex: index * 256 + 255, channelCount: 3)
}
