import Station
import Vocabulary

/// The channels that made an alarm rise, the largest share first, with the exact evidence that adds up to the alarm's.
struct EvidenceList {
  let alarm: AlarmEvent
  let places: [ChannelPlace]

  /// By channel, in thousandths.
  var shares: [Int] { (0..<places.count).map { Int(alarm.sharePermille[$0]) } }

  /// The table: channels that had a share one by one, the others too, and their sum.
  var markup: Markup {
    let byChannel = Dictionary(places.map { ($0.channel, $0) }, uniquingKeysWith: { $1 })
    let ranked = (0..<Int(alarm.rankedCount)).compactMap { byChannel[Int(alarm.ranked[$0])] }
    let rows = ranked.map { place in
      [
        Markup("bdi", [:], [Markup(place.name)]), Markup(place.region ?? "place unknown"),
        Markup(NumberText.permille(Int(alarm.sharePermille[place.channel]))),
        Exact("evidence.\(place.name)", Double(alarm.excess[place.channel]), Self.grouped(alarm.excess[place.channel]))
          .markup,
      ]
    }
    let sum = ranked.reduce(Int64(0)) { $0 &+ alarm.excess[$1.channel] }
    let last = [Markup("all channels"), "", "", Exact("evidence", Double(sum), Self.grouped(sum)).markup]
    return Table(
      caption: "What made the alarm", header: ["channel", "where", "share", "evidence over the threshold"],
      rows: rows + [last]
    ).markup
  }

  /// Where most of the evidence lies, such as `right temporal`, with the next place where that has half as much; nil
  /// where no place is known.
  var region: String? {
    let parts = places.compactMap { place in place.region.map { ($0, shares[place.channel]) } }
    return Self.region(parts)
  }

  /// The place, or the two places, with the largest shares.
  static func region(_ parts: [(region: String, share: Int)]) -> String? {
    var sums: [String: Int] = [:]
    for part in parts { sums[part.region, default: 0] += part.share }
    let ranked = sums.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let first = ranked.first else { return nil }
    let second = ranked.dropFirst().first { $0.value * 2 >= first.value }
    return second.map { "\(first.key) and \($0.key)" } ?? first.key
  }

  private static func grouped(_ value: Int64) -> String { NumberText.grouped(Int(value)) }
}
