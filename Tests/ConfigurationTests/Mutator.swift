import Foundation

/// Changes texts as a broken editor, a cut copy or an enemy would; the same seed makes the same changes.
struct Mutator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private static let tokens = [
    "[", "[[", "]", "{", "}", "=", ".", ",", "\"", "\"\"\"", "'", "'''", "#", "\\", "\\u12", "\n", "\r", "\r\n", "\0",
    "\u{FEFF}", "\t", "\u{7F}",
    "é", "a", "-", "_", "0x", "inf", "nan", "true", "1979-05-27", "a.b.c = 1\n", "[a]\n", "[[lines]]\n", "[lines]\n",
    "format = 1\n",
    "\"a label of seventeen\"", "\"Fp1-F7-T7\"", "\"\"", "[]", "{}",
  ].map { Array($0.utf8) }
  private static let numbers = [
    "0", "1", "-1", "2", "255", "256", "3600", "3601", "65535", "65536", "2147483647", "2147483648", "4294967295",
    "4294967296",
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "-1e308", "1e-308", "5e-324", "0.5",
    "1.0", "nan", "inf", "-0.0",
  ].map { Array($0.utf8) }

  /// A text with one to four changes.
  mutating func mutated(_ text: [UInt8]) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...4, using: &self) { change(&text) }
    return text
  }

  private mutating func change(_ text: inout [UInt8]) {
    guard !text.isEmpty else { return text += Mutator.tokens.randomElement(using: &self) ?? [] }
    let place = Int.random(in: 0..<text.count, using: &self)
    let end = min(text.count, place + Int.random(in: 1...40, using: &self))
    switch Int.random(in: 0..<9, using: &self) {
    case 0: text[place] = .random(in: .min ... .max, using: &self)
    case 1: text.removeSubrange(place..<end)
    case 2: text.insert(contentsOf: Mutator.tokens.randomElement(using: &self) ?? [], at: place)
    case 3: text.replaceSubrange(place..<end, with: Mutator.tokens.randomElement(using: &self) ?? [])
    case 4: text.removeSubrange(place...)
    case 5:
      let part = Array(text[place..<end])
      for _ in 0..<Int.random(in: 1...20, using: &self) { text.insert(contentsOf: part, at: place) }
    case 6: text.insert(contentsOf: line(of: text), at: line(of: text, before: place))
    default: replaceNumber(in: &text, after: place)
    }
  }

  /// A number is where the limits are: most changes go there.
  private mutating func replaceNumber(in text: inout [UInt8], after place: Int) {
    guard let start = text[place...].firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return }
    let end = text[start...].firstIndex { !($0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F || $0 == 0x2E) } ?? text.count
    text.replaceSubrange(start..<end, with: Mutator.numbers.randomElement(using: &self) ?? [])
  }

  /// Some line of a text.
  private mutating func line(of text: [UInt8]) -> [UInt8] {
    let start = line(of: text, before: Int.random(in: 0..<text.count, using: &self))
    return Array(text[start...].prefix { $0 != 0x0A }) + [0x0A]
  }

  private func line(of text: [UInt8], before place: Int) -> Int {
    (text[..<place].lastIndex(of: 0x0A) ?? -1) + 1
  }
}
