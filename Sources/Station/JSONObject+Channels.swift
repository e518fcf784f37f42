import EventLog
import Text

extension JSONObject {
  /// Adds the member `channels`: an object for each, its name first.
  ///
  /// - Parameters:
  ///   - channels: Which, in their order.
  ///   - session: Gives the names; without it they are numbers.
  ///   - fill: Adds what there is to say of a channel.
  mutating func setChannels(
    _ channels: some Sequence<Int>, in session: SessionBody?, _ fill: (Int, inout JSONObject) -> Void
  ) {
    set(
      "channels",
      channels.map { channel in
        var part = JSONObject()
        part.set("name", session?.channelName(UInt8(channel)) ?? "#\(channel)")
        fill(channel, &part)
        return part
      })
  }
}
