import Electrodes
import Station
import Vocabulary

/// For how much of the time each electrode gave a signal that could be used.
struct QualityTable {
  let history: MonitoringHistory

  private struct Use {
    var hops = 0
    var usable = 0
    var defects = [Int](repeating: 0, count: QualityKind.count)
  }

  /// The table, the worst electrode first.
  var markup: Markup {
    var uses: [String: Use] = [:]
    var order: [String] = []
    for session in history.sessions {
      for (index, name) in session.electrodes.enumerated() {
        if uses[name] == nil { order.append(name) }
        var use = uses[name] ?? Use()
        use.hops += session.hops - session.unreadHops
        use.usable += session.electrodeHops[index]
        for row in use.defects.indices { use.defects[row] += session.defects[index][row] }
        uses[name] = use
      }
    }
    guard !order.isEmpty else { return Markup("p", [:], ["No electrode is known."]) }
    var groups: [(cells: [String], names: [String], part: Double)] = []
    for name in order.enumerated().sorted(by: {
      (part(uses[$0.element]), $0.offset) < (part(uses[$1.element]), $1.offset)
    })
    .map(\.element) {
      let cells = cells(uses[name] ?? Use())
      let label = Electrode(name)?.label ?? name
      if groups.last?.cells == cells {
        groups[groups.count - 1].names.append(label)
      } else {
        groups.append((cells, [label], part(uses[name])))
      }
    }
    return Table(
      caption: "Signal by electrode, the worst first",
      header: ["electrodes", "usable", "beside starts and gaps, mostly because of"],
      rows: groups.map(row), isProse: true
    ).markup
  }

  private func part(_ use: Use?) -> Double {
    guard let use, use.hops > 0 else { return 1 }
    return Double(use.usable) / Double(use.hops)
  }

  /// What a start or a gap does to every electrode is no defect of its own.
  private static let common: [Int] = (0..<QualityKind.count).filter {
    [Quality.settling, .gap, .unknown].contains(QualityKind.row($0).quality)
  }

  private func cells(_ use: Use) -> [String] {
    let own = use.defects.indices.filter { !Self.common.contains($0) && use.defects[$0] > 0 }
    let worst = own.max { use.defects[$0] < use.defects[$1] }
    return [NumberText.percent(use.hops > 0 ? part(use) : nil), worst.map(PlainWords.defect) ?? ""]
  }

  private func row(_ group: (cells: [String], names: [String], part: Double)) -> [Markup] {
    let bar = Markup(
      "span", ["class": "meter", "aria-hidden": "true"],
      [Markup("span", ["style": "width:\(NumberText.coordinate(group.part * 100))%"])])
    let names = Markup("bdi", ["class": "names"], [Markup(group.names.joined(separator: ", "))])
    return [names, .joined([Markup(group.cells[0]), " ", bar]), Markup(group.cells[1])]
  }
}
