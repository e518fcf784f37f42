import Vocabulary

/// The key that vouches for a log now. Each seal uses one epoch's key, and the next key follows from it through a
/// function that cannot be inverted: whoever finds this one cannot make a seal of any epoch before it.
///
/// Bellare and Yee, Forward-Security in Private-Key Cryptography (CT-RSA 2003), with HMAC-SHA-256 as their pseudorandom
/// function; the manual's page on security has the whole scheme.
public struct SealState: Equatable, Sendable {
  /// Bytes of a kept copy.
  public static let byteCount = 56
  private static let magic: UInt32 = 0x4C4B_5250
  private static let version: UInt8 = 1
  private static let checkOffset = 52

  /// The epoch, from 1: as many seals as were made before, and one.
  public var epoch: UInt32
  /// The epoch's key.
  public var key: Digest

  /// Creates a state.
  public init(epoch: UInt32, key: Digest) {
    self.epoch = epoch
    self.key = key
  }

  /// The next epoch's state.
  public func next<Hasher: Hashing>(_ hasher: Hasher.Type) -> SealState {
    var authentication = MessageAuthentication<Hasher>(key: key)
    Self.update(&authentication, "prodrome log next epoch")
    return SealState(epoch: epoch &+ 1, key: authentication.finish())
  }

  /// The tag over a segment's header.
  ///
  /// - Parameters:
  ///   - header: The header's bytes before the tag.
  ///   - hasher: Hashes it.
  /// - Returns: The tag.
  public func headerTag<Hasher: Hashing>(over header: Span<UInt8>, _ hasher: Hasher.Type) -> Digest {
    var authentication = MessageAuthentication<Hasher>(key: key)
    Self.update(&authentication, "prodrome log segment")
    authentication.update(header)
    return authentication.finish()
  }

  /// The tag of a seal.
  ///
  /// - Parameters:
  ///   - digest: SHA-256 of the segment's bytes before the record that holds the tag, the segment's header included.
  ///   - record: That record's bytes before the tag.
  ///   - hasher: Hashes it.
  /// - Returns: The tag.
  public func tag<Hasher: Hashing>(over digest: Digest, _ record: Span<UInt8>, _ hasher: Hasher.Type) -> Digest {
    var authentication = MessageAuthentication<Hasher>(key: key)
    Self.update(&authentication, "prodrome log seal")
    authentication.update(digest.bytes.span)
    authentication.update(record)
    return authentication.finish()
  }

  private static func update<Hasher: Hashing>(
    _ authentication: inout MessageAuthentication<Hasher>, _ label: StaticString
  ) {
    // Each label has another length or other letters than the others: no message of one is one of another.
    label.withUTF8Buffer { unsafe authentication.update($0.span) }
  }

  /// Reads a kept copy, nil for anything but a whole one: magic `PRKL`, version u8, zeros to 8, epoch u32, key 32
  /// bytes, zeros to 52, CRC-32C u32.
  ///
  /// - Parameter bytes: All of it.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    var check = CyclicRedundancyCheck()
    check.update(bytes.extracting(0..<Self.checkOffset))
    var fields = ByteCursor<ByteRangeFault>(at: 8)
    guard let magic = try? bytes.littleEndian(UInt32.self, at: 0), magic == Self.magic, bytes[4] == Self.version,
      let epoch = try? fields.next(UInt32.self, in: bytes), epoch > 0,
      let key = try? fields.nextDigest(in: bytes),
      let stored = try? bytes.littleEndian(UInt32.self, at: Self.checkOffset), stored == check.value
    else { return nil }
    self.epoch = epoch
    self.key = key
  }

  /// The bytes of a kept copy.
  public var bytes: InlineArray<56, UInt8> {
    var bytes = InlineArray<56, UInt8>(repeating: 0)
    var fields = bytes.mutableSpan
    fields.put(Self.magic, at: 0)
    fields[4] = Self.version
    fields.put(epoch, at: 8)
    for index in 0..<32 { fields[12 + index] = key.bytes[index] }
    var check = CyclicRedundancyCheck()
    check.update(fields.span.extracting(0..<Self.checkOffset))
    fields.put(check.value, at: Self.checkOffset)
    return bytes
  }
}
