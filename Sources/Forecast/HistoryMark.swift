/// Which history a state comes from.
public struct HistoryMark: Equatable, Sendable {
  /// The second after the history's last, UTC since 1970; 0: there was none.
  public internal(set) var end: Int64 = 0
  /// The CRC-32C of its bytes.
  var check: Int64 = 0

  /// Whether it can be that of a history: its end before the year 10,000.
  var isSound: Bool { (0...253_402_300_800).contains(end) && (0...Int64(UInt32.max)).contains(check) }

  /// Marks a state that comes from no history.
  public init() {}

  /// Marks a state that comes from this history.
  public init(_ image: HistoryImage) {
    end = image.end
    check = Int64(image.check)
  }
}
