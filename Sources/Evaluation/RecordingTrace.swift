/// A recording's scores and evidence over time, for the eye: in at most `mostColumns` columns of equal length, however
/// long the recording is. A column has a power of two of hops: where there would be too many, two neighbours become
/// one, so that a length need not be known before. It keeps the extremes of its hops, so that nothing that rose for one
/// hop is lost, and each channel's mean, so that one hop does not stand for all.
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
  public private(set) var hopsPerColumn = 1
  /// The columns from the recording's start, without gaps.
  public private(set) var columns: [Column] = []
  /// Stretches without samples, in seconds.
  public var gaps: [Interval] = []
  /// Stretches in which the detector said that it cannot judge, in seconds.
  public var technicalAlarms: [Interval] = []
  /// The defects found in each channel while it was not usable, by name.
  public private(set) var defects: [[String]]
  /// How many hops there can be; nil until the end is known.
  private var hops: Int?

  /// Creates an empty trace.
  ///
  /// - Parameters:
  ///   - channels: The channels' names.
  ///   - threshold: The score from which on a hop counts.
  ///   - hopSeconds: Length of a hop, above 0.
  ///   - durationSeconds: Length of the recording; nil where it is not known yet.
  public init(channels: [String], threshold: Int, hopSeconds: Double, durationSeconds: Double?) {
    precondition(hopSeconds > 0)
    self.channels = channels
    self.threshold = threshold
    self.hopSeconds = hopSeconds
    defects = Array(repeating: [], count: channels.count)
    if let durationSeconds { end(at: durationSeconds) }
  }

  /// Sets the length: there are columns up to there, and none behind.
  ///
  /// - Parameter durationSeconds: Length of the recording.
  public mutating func end(at durationSeconds: Double) {
    let hops = max(1, Int((durationSeconds / hopSeconds).rounded(.up)))
    self.hops = hops
    reach(hops)
    columns.removeLast(columns.count - (hops + hopsPerColumn - 1) / hopsPerColumn)
  }

  /// Makes columns for so many hops.
  private mutating func reach(_ hops: Int) {
    while (hops + hopsPerColumn - 1) / hopsPerColumn > Self.mostColumns {
      columns = stride(from: 0, to: columns.count, by: 2).map { index in
        index + 1 < columns.count ? columns[index].joined(with: columns[index + 1]) : columns[index]
      }
      hopsPerColumn *= 2
    }
    let count = (hops + hopsPerColumn - 1) / hopsPerColumn
    if count > columns.count { columns += Array(repeating: Column(), count: count - columns.count) }
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
    guard hops.map({ index < $0 }) ?? true else { return }
    if index >= columns.count * hopsPerColumn { reach(index + 1) }
    columns[index / hopsPerColumn].add(score: score, evidence: evidence, threshold: threshold)
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

extension RecordingTrace.Cell {
  /// Adds one hop: the evidence above the threshold, nil where the channel was not usable.
  fileprivate mutating func add(_ value: Int?) {
    guard let value else {
      unusableHops += 1
      return
    }
    excess = max(excess ?? value, value)
    sum &+= value
    usableHops += 1
  }

  fileprivate func joined(with next: RecordingTrace.Cell) -> RecordingTrace.Cell {
    var both = self
    both.excess = [excess, next.excess].compactMap { $0 }.max()
    both.unusableHops += next.unusableHops
    both.sum &+= next.sum
    both.usableHops += next.usableHops
    return both
  }
}

extension RecordingTrace.Column {
  fileprivate func joined(with next: RecordingTrace.Column) -> RecordingTrace.Column {
    guard hops > 0, next.hops > 0 else { return hops > 0 ? self : next }
    var both = self
    both.lowestScore = [lowestScore, next.lowestScore].compactMap { $0 }.min()
    both.highestScore = [highestScore, next.highestScore].compactMap { $0 }.max()
    both.hops += next.hops
    both.cells = zip(cells, next.cells).map { $0.joined(with: $1) }
    return both
  }

  fileprivate mutating func add(score: Double?, evidence: [Int?], threshold: Int) {
    hops += 1
    if let score {
      lowestScore = min(lowestScore ?? score, score)
      highestScore = max(highestScore ?? score, score)
    }
    if cells.isEmpty { cells = Array(repeating: RecordingTrace.Cell(), count: evidence.count) }
    for channel in evidence.indices { cells[channel].add(evidence[channel].map { $0 - threshold }) }
  }
}
