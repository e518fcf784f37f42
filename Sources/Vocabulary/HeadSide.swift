/// Which side of the head a channel is on, by its name: electrodes of odd numbers are left, of even ones right, `z` is
/// the midline (Jasper 1958; American Clinical Neurophysiology Society, guideline 2).
public enum HeadSide: Equatable, Sendable {
  case left, right, none

  /// The side of all the electrodes that a derivation names; none where they disagree, or where a name is no
  /// electrode's.
  public init(_ name: ChannelName) {
    var side: HeadSide?
    var start = 0
    let length = name.count
    for index in 0...length where index == length || name.bytes[index] == HeadSide.dash {
      let found = HeadSide.electrode(name, from: start, to: index)
      start = index + 1
      guard let found else {
        self = .none
        return
      }
      if found == .none { continue }
      if let other = side, other != found {
        self = .none
        return
      }
      side = found
    }
    self = side ?? .none
  }

  private static let dash = UInt8(ascii: "-")

  /// The side of one electrode; `none` for the midline, and for ears and mastoids, which serve as references to both
  /// sides. Nil where the name is none of the 10-10 system's, up to three of its letters and then a number of one or
  /// two digits or `z`, nor a sphenoidal electrode's, `Sp1` and `Sp2`.
  private static func electrode(_ name: ChannelName, from start: Int, to end: Int) -> HeadSide? {
    if end - start == 2 && isReference(name.bytes[start], name.bytes[start + 1]) { return HeadSide.none }
    if end - start == 3 && name.bytes[start] & 0xDF == 0x53 && name.bytes[start + 1] & 0xDF == 0x50 {
      return name.bytes[end - 1] == 0x31 ? .left : name.bytes[end - 1] == 0x32 ? .right : nil
    }
    var index = start
    while index < end && isLetter(name.bytes[index]) { index += 1 }
    guard (1...3).contains(index - start) && index < end else { return nil }
    if index + 1 == end && name.bytes[index] | 0x20 == UInt8(ascii: "z") { return HeadSide.none }
    guard end - index <= 2 else { return nil }
    for place in index..<end where !(0x30...0x39).contains(name.bytes[place]) { return nil }
    return name.bytes[end - 1] & 1 == 1 ? .left : .right
  }

  /// Whether an electrode is `A1`, `A2`, `M1` or `M2`.
  private static func isReference(_ letter: UInt8, _ digit: UInt8) -> Bool {
    (letter & 0xDF == 0x41 || letter & 0xDF == 0x4D) && (digit == 0x31 || digit == 0x32)
  }

  /// Whether a letter is one of those that begin electrodes' names: A, C, F, I, N, O, P, T.
  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte & 0xDF {
    case 0x41, 0x43, 0x46, 0x49, 0x4E, 0x4F, 0x50, 0x54: true
    default: false
    }
  }
}
