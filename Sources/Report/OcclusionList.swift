import Station

/// What hiding each channel took off the evidence of all of them, the most first: for a model that takes them all at
/// once.
struct OcclusionList {
  /// What the log holds; nil where it ends before the channels were hidden.
  let occlusion: Occlusion?
  let places: [ChannelPlace]

  /// The table.
  var markup: Markup {
    guard let occlusion else {
      return Markup("p", ["class": "note"], ["The log does not hold what the evidence is without each channel."])
    }
    let regions = Dictionary(places.map { ($0.name, $0.region) }, uniquingKeysWith: { $1 })
    let rows = occlusion.channels.map { channel in
      [
        Markup("bdi", [:], [Markup(channel.name)]), Markup((regions[channel.name] ?? nil) ?? "place unknown"),
        Exact("evidence.\(channel.name)", Double(channel.drop), NumberText.grouped(Int(channel.drop))).markup,
      ]
    }
    let evidence = Int(occlusion.evidence)
    let last = [Markup("all channels"), "", Exact("evidence", Double(evidence), NumberText.grouped(evidence)).markup]
    return Table(
      caption: "What made the alarm: occlusion; does not add up",
      header: ["channel hidden", "where", "evidence falls by"], rows: rows + [last]
    ).markup
  }

  /// What the numbers are.
  static let note =
    "This detector takes all channels at once. Each was hidden in turn (filled with zero) and the network run again: what its "
    + "evidence falls by. Such numbers do not add up to the evidence, and channels that say the same can each fall by nothing. "
    + "Behind each trace stands the evidence of all channels."
}
