/// Something that somebody asked of the board, and until when it may be done.
struct BedAsk {
  /// Acts that may come of it, by their numbers in a record. A hold of the button ends a standby or begins one, admits
  /// or discharges, as the board stands.
  let acts: Set<UInt8>
  /// How long a standby then lasts, in minutes.
  let minutes: UInt16
  /// When it was asked.
  let made: UInt64
  /// Until when it may be done.
  var until: UInt64
  /// Whether it has to be done: nothing has come between.
  var isOwed: Bool
  /// Whether it was done.
  var isDone = false

  static let admission: UInt8 = 1
  static let discharge: UInt8 = 2
  static let standby: UInt8 = 3
  static let standbyEnd: UInt8 = 4
}
