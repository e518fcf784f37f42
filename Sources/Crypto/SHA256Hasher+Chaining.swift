import CSodium
import Vocabulary

/// A message in two parts: what was hashed of whole blocks of 64 bytes stands for them, and tells nothing of them.
extension SHA256Hasher {
  /// Bytes of a block.
  public static let blockBytes = 64

  /// The chaining value (FIPS 180-4, section 6.2.2) after what was added, which must be whole blocks; its words with
  /// their first byte first.
  public var chaining: Digest {
    var digest = Digest()
    let words = state.state
    let all: InlineArray<8, UInt32> = [
      words.0, words.1, words.2, words.3, words.4, words.5, words.6, words.7,
    ]
    for index in 0..<32 {
      digest.bytes[index] = UInt8(truncatingIfNeeded: all[index >> 2] >> UInt32(24 - 8 * (index & 3)))
    }
    return digest
  }

  /// Goes on with a message whose first blocks are known by their chaining value alone.
  ///
  /// - Parameters:
  ///   - chaining: The value.
  ///   - byteCount: Bytes of those blocks, a multiple of 64.
  public init(chaining: Digest, byteCount: Int) {
    self.init()
    var words = InlineArray<8, UInt32>(repeating: 0)
    for index in 0..<32 { words[index >> 2] = words[index >> 2] << 8 | UInt32(chaining.bytes[index]) }
    state.state = (words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7])
    // libsodium counts bits.
    state.count = 8 * UInt64(byteCount)
  }
}
