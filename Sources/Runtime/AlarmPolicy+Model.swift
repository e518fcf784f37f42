import Alarms
import Inference

extension AlarmPolicy {
  /// How many usable channels a hop needs to be judged.
  ///
  /// - Parameters:
  ///   - channelCount: Channels of the signal chain.
  ///   - model: The detector: of one that takes all its channels at once, those that are filled count, too.
  /// - Returns: The number.
  public func quorum(of channelCount: Int, for model: ModelInformation) -> Int {
    quorum(of: model.evidenceIsAdditive ? channelCount : Int(model.inputChannels))
  }
}
