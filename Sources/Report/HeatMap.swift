import Evaluation

/// The evidence of a recording's channels over time: one path for each colour, so that neighbours of one colour take no
/// room.
struct HeatMap {
  let trace: RecordingTrace
  let scale: EvidenceColours

  /// The paths, a channel one unit high, a column one unit wide.
  var paths: [Markup] {
    var commands: [String: PathRuns] = [:]
    for channel in trace.channels.indices { addRow(channel, to: &commands) }
    return commands.sorted { $0.key < $1.key }.map { Markup("path", ["class": $0.key, "d": $0.value.text]) }
  }

  private func addRow(_ channel: Int, to commands: inout [String: PathRuns]) {
    var start = 0
    let classes = trace.columns.map { $0.cells.isEmpty ? nil : name(of: $0.cells[channel], in: $0) }
    for column in classes.indices where column + 1 == classes.count || classes[column + 1] != classes[column] {
      if let name = classes[column] {
        commands[name, default: PathRuns()].append(row: channel, from: start, to: column + 1)
      }
      start = column + 1
    }
  }

  /// The name of a cell's colour: `u` for one that was never usable, `p1` to `p4` above the threshold, `n1` to `n4`
  /// below.
  private func name(of cell: RecordingTrace.Cell, in column: RecordingTrace.Column) -> String {
    guard let excess = cell.meanExcess else { return "u" }
    let level = scale.level(excess)
    return level > 0 ? "p\(level)" : "n\(-level)"
  }
}

/// Horizontal strokes of one colour, in steps from one to the next.
private struct PathRuns {
  private(set) var text = ""
  private var x = 0
  private var row = -1

  mutating func append(row: Int, from start: Int, to end: Int) {
    if row == self.row {
      text += "m\(start - x) 0h\(end - start)"
    } else {
      text += "M\(start) \(row).5h\(end - start)"
    }
    (x, self.row) = (end, row)
  }
}
