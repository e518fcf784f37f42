/// A recording's scores and evidence over time, for the eye: in at most `mostColumns` columns of equal length, however
/// long the recording is. A column keeps the extremes of its hops, so that nothing that rose for one hop is lost, and
/// each channel's mean, so that one hop does not stand for all.
public struct RecordingTrace: Equatable, Sendable {
  /// What a channel did within a column.
  public struct Cell: Equatable, Sendable {
    /// The largest evidence above the threshold of one channel, negative if all was below; nil where the channel was
    /// not usable in any hop.
    public var excess: Int?
    /// Hops in which the channel was not usable.
    public var unusableHops = 0
    /// The sum of the evidence above the threshold over the hops in which the channel was usable.
    public var sum = 0
    /// Hops in which the channel was usable.
    public var usableHops = 0

    /// The mean evidence above the threshold, towards zero; nil where the channel was not usable in any hop.
    public var meanExcess: Int? { usableHops == 0 ? nil : sum / usableHops }
  }

  /// Some hops that lie together.
  public struct Column: Equatable, Sendable {
    /// The smallest score; nil where no hop has one.
    public var lowestScore: Double?
    /// The largest score.
    public var highestScore: Double?
    /// How many hops there were; 0 where the recording has none.
    public var hops = 0
    /// One for each channel; empty without hops.
    public var cells: [Cell] = []
  }

  /// No trace has more columns.
  public static let mostColumns = 480

  /// The channels' names.
  public let channels: [String]
  /// The score and the channel's evidence from which on a hop counts.
  public let threshold: Int
  /// Length of a hop, in seconds.
  public let hopSeconds: Double
  /// Hops of a column.
  public let hopsPerColumn: Int
  /// The columns from the recording's start, without gaps.
  public private(set) var columns: [Column]
  /// Stretches without samples, in seconds.
  public var gaps: [Interval] = []
  /// Stretches in which the detector said that it cannot judge, in seconds.
  public var technicalAlarms: [Interval] = []
  /// The defects found in each channel while it was not usable, by name.
  public private(set) var defects: [[String]]

  /// Creates an empty trace.
  ///
  /// - Parameters:
  ///   - channels: The channels' names.
  ///   - threshold: The score from which on a hop counts.
  ///   - hopSeconds: Length of a hop, above 0.
  ///   - durationSeconds: Length of the recording.
  public init(channels: [String], threshold: Int, hopSeconds: Double, durationSeconds: Double) {
    precondition(hopSeconds > 0)
    let hops = max(1, Int((durationSeconds / hopSeconds).rounded(.up)))
    self.channels = channels
    self.threshold = threshold
    self.hopSeconds = hopSeconds
    hopsPerColumn = (hops + Self.mostColumns - 1) / Self.mostColumns
    columns = Array(repeating: Column(), count: (hops + hopsPerColumn - 1) / hopsPerColumn)
    defects = Array(repeating: [], count: channels.count)
  }

  /// Length of a column, in seconds.
  public var columnSeconds: Double { Double(hopsPerColumn) * hopSeconds }

  /// Adds one hop.
  ///
  /// - Parameters:
  ///   - index: Its number from the recording's start; one after the end is left out.
  ///   - score: Its score, nil if it has none.
  ///   - evidence: Each channel's evidence, nil where the channel was not usable; one for each channel.
  public mutating func addHop(_ index: Int, score: Double?, evidence: [Int?]) {
    precondition(evidence.count == channels.count)
    guard index / hopsPerColumn < columns.count else { return }
    columns[index / hopsPerColumn].add(score: score, excess: evidence.map { $0.map { $0 - threshold } })
  }

  /// Adds what was found in a channel while it was not usable.
  ///
  /// - Parameters:
  ///   - names: The defects' names.
  ///   - channel: The channel's index.
  public mutating func note(_ names: [String], channel: Int) {
    for name in names where !defects[channel].contains(name) { defects[channel].append(name) }
  }

  /// How long each channel was not usable, in seconds.
  public var unusableSeconds: [Double] {
    var hops = Array(repeating: 0, count: channels.count)
    for column in columns {
      for (channel, cell) in column.cells.enumerated() { hops[channel] += cell.unusableHops }
    }
    return hops.map { Double($0) * hopSeconds }
  }
}

extension RecordingTrace.Column {
  fileprivate mutating func add(score: Double?, excess: [Int?]) {
    hops += 1
    if let score {
      lowestScore = min(lowestScore ?? score, score)
      highestScore = max(highestScore ?? score, score)
    }
    if cells.isEmpty { cells = Array(repeating: RecordingTrace.Cell(), count: excess.count) }
    for (channel, value) in excess.enumerated() {
      if let value {
        cells[channel].excess = max(cells[channel].excess ?? value, value)
        cells[channel].sum &+= value
        cells[channel].usableHops += 1
      } else {
        cells[channel].unusableHops += 1
      }
    }
  }
}
