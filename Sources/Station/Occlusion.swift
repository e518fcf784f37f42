import EventLog
import Text
import Vocabulary

/// What hiding each channel takes off the evidence of all of them, for a model that takes them all at once. It does not
/// add up.
public struct Occlusion: Equatable, Sendable {
  /// A channel's part.
  public struct Channel: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// The evidence of all channels less that without it.
    public var drop: Int64
  }

  /// How many channels the text names.
  private static let namedChannels = 5

  /// The evidence of all channels.
  public var evidence: Int32
  /// The channels that were hidden, the greatest drop first.
  public var channels: [Channel]

  /// Reads a record.
  ///
  /// - Parameters:
  ///   - body: The record.
  ///   - session: The session it is of.
  public init(_ body: EvidenceBody, in session: SessionBody) {
    evidence = body.output
    channels = (0..<Int(body.channelCount)).filter { body.usable[$0] }.map { channel in
      Channel(
        name: session.channelName(UInt8(channel)), drop: Int64(body.output) - Int64(body.outputWithout[channel]))
    }
    channels.sort { $0.drop > $1.drop }
  }

  /// Such as `evidence of 120, which falls without F7-T7 by 43, without T7-P7 by 12 (occlusion; does not add up)`.
  public var text: String {
    let parts = channels.prefix(Self.namedChannels).filter { $0.drop > 0 }.map { "\($0.name) by \($0.drop)" }
    return
      (parts.isEmpty
      ? "no channel takes anything off \(evidence)"
      : "evidence of \(evidence), which falls without " + parts.joined(separator: ", without "))
      + " (occlusion; does not add up)"
  }

  /// It as JSON.
  var json: JSONObject {
    var object = JSONObject()
    object.set("adds_up", false)
    object.set("evidence", evidence)
    object.set(
      "channels",
      channels.map { channel in
        var part = JSONObject()
        part.set("name", channel.name)
        part.set("falls_by", channel.drop)
        return part
      })
    return object
  }
}
