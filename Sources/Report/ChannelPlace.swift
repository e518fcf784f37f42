import Electrodes
import EventLog
import Station
import Vocabulary

/// Where on the head a channel lies.
struct ChannelPlace: Equatable {
  /// Which side of the head.
  enum Side: String {
    case left, right, middle
  }

  /// Its index in the montage.
  let channel: Int
  let name: String
  /// Its electrodes of the 10-10 system: two of a derivation, one of a channel as recorded; empty for other names.
  let electrodes: [Electrode]

  init(_ channel: Int, of session: SessionBody) {
    self.channel = channel
    name = session.channelNames[channel]
    electrodes = session.electrodes(of: channel).compactMap { Electrode($0) }
  }

  /// From front (0) to back (8); nil where no electrode is known.
  var row: Double? {
    electrodes.isEmpty ? nil : electrodes.reduce(0) { $0 + Double($1.row) } / Double(electrodes.count)
  }

  /// From left (negative) to right.
  var column: Double? {
    electrodes.isEmpty ? nil : electrodes.reduce(0) { $0 + Double($1.column) } / Double(electrodes.count)
  }

  var side: Side {
    guard let column, abs(column) >= 0.25 else { return .middle }
    return column < 0 ? .left : .right
  }

  /// Such as `right temporal`; nil where no electrode is known.
  var region: String? {
    guard let row, let column else { return nil }
    let lobe = Self.lobe(row: row, isLateral: abs(column) >= 2.75)
    return side == .middle ? "midline \(lobe)" : "\(side.rawValue) \(lobe)"
  }

  private static func lobe(row: Double, isLateral: Bool) -> String {
    if row >= 7 { return "occipital" }
    if isLateral { return row < 2.5 ? "frontal" : row < 6 ? "temporal" : "parietal" }
    return row < 3 ? "frontal" : row < 5 ? "central" : "parietal"
  }

  /// The montage from left to right, each chain from front to back, as bipolar montages are read; unknown channels
  /// last.
  static func montage(_ session: SessionBody) -> [ChannelPlace] {
    (0..<Int(session.channelCount)).map { ChannelPlace($0, of: session) }
      .sorted { ($0.chain, $0.row ?? 0, $0.channel) < ($1.chain, $1.row ?? 0, $1.channel) }
  }

  /// Temporal left, parasagittal left, midline, parasagittal right, temporal right.
  private var chain: Int {
    guard let column else { return 5 }
    if abs(column) < 0.25 { return 2 }
    return abs(column) >= 2.75 ? (column < 0 ? 0 : 4) : (column < 0 ? 1 : 3)
  }
}
