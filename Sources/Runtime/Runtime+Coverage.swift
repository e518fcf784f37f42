import Alarms
import Signal
import Vocabulary

extension Runtime {
  /// Channels of the left side of the head and of the right one.
  ///
  /// - Parameter design: Names the channels; one without a side is on neither.
  /// - Returns: Both.
  public static func sides(of design: borrowing SignalDesign) -> (left: ChannelMask, right: ChannelMask) {
    var (left, right) = (ChannelMask(), ChannelMask())
    for channel in 0..<Int(design.channelCount) {
      let side = HeadSide(design.names[channel])
      left[channel] = side == .left
      right[channel] = side == .right
    }
    return (left, right)
  }

  /// What is watched of the montage: the left side, the right one, and how many channels there are at all.
  static func coverage(_ design: borrowing SignalDesign, policy: AlarmPolicy) -> InlineArray<3, CoverageWatch> {
    let (left, right) = sides(of: design)
    return [
      CoverageWatch(side: left, quorum: policy.quorum(of: left.count)),
      CoverageWatch(side: right, quorum: policy.quorum(of: right.count)),
      CoverageWatch(channelCount: Int(design.channelCount)),
    ]
  }
}
