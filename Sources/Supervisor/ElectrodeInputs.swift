import ADS1299
import Vocabulary

/// Which inputs have an electrode, and of which the front end can tell that it is off.
public struct ElectrodeInputs: BitwiseCopyable, Equatable, Sendable {
  /// Inputs in use that measure an electrode.
  public var connected: ChannelMask
  /// Inputs that are watched by a lead-off current and a comparator.
  public var watched: ChannelMask

  /// Creates masks; none unless said otherwise.
  public init(connected: ChannelMask = ChannelMask(), watched: ChannelMask = ChannelMask()) {
    self.connected = connected
    self.watched = watched
  }

  /// Reads them from the front end's settings.
  public init(_ settings: ADS1299Settings) {
    self.init()
    for number in 0..<settings.arrangement.inputs {
      let input = settings.inputs[number]
      connected[number] = input.isOn && input.source == .electrode
      watched[number] = settings.leadOff != nil && (input.leadOffPositive || input.leadOffNegative)
    }
  }
}
