import Vocabulary

/// Why a file of trusted keys is refused. Such a file is never taken to say that no key is needed.
public enum TrustedKeysFault: Error, Equatable, Sendable {
  /// There is no key, or there are more than `Trust.maximumKeys`.
  case count(found: Int)
  /// A line, from 1, is not 64 hexadecimal digits and a line feed.
  case line(Int)
  /// The key on a line is no key, or one that is there already.
  case key(line: Int)
}

extension Trust {
  /// Bytes of a line in a file of trusted keys: 64 hexadecimal digits and a line feed.
  public static let keyLineBytes = 65

  /// Adds the keys of a board's file of trusted keys: for each a line of 64 hexadecimal digits, one to four lines,
  /// nothing else. The file that `prodrome key new` writes beside the private key is such a file.
  ///
  /// - Parameter text: The file's bytes.
  /// - Throws: `TrustedKeysFault`; then nothing of the trust may be used.
  public mutating func appendKeys(_ text: Span<UInt8>) throws(TrustedKeysFault) {
    let count = (text.count + Trust.keyLineBytes - 1) / Trust.keyLineBytes
    guard count >= 1 && keyCount + count <= Trust.maximumKeys else { throw .count(found: count) }
    for index in 0..<count {
      let start = index * Trust.keyLineBytes
      let end = start + Trust.keyLineBytes
      guard end <= text.count, let key = PublicKey(hexadecimalLine: text.extracting(start..<end)) else {
        throw .line(index + 1)
      }
      guard key.identity != 0 && !trusts(key) else { throw .key(line: index + 1) }
      append(key)
    }
  }

  private func trusts(_ key: PublicKey) -> Bool {
    for index in 0..<keyCount where keys[index] == key { return true }
    return false
  }
}

extension PublicKey {
  /// A key from 64 hexadecimal digits and a line feed; nil if the bytes are anything else.
  fileprivate init?(hexadecimalLine text: Span<UInt8>) {
    self.init()
    guard text.count == Trust.keyLineBytes && text[64] == 0x0A else { return nil }
    for index in 0..<32 {
      guard let high = PublicKey.value(ofDigit: text[2 * index]),
        let low = PublicKey.value(ofDigit: text[2 * index + 1])
      else { return nil }
      bytes[index] = high << 4 | low
    }
  }

  private static func value(ofDigit byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
