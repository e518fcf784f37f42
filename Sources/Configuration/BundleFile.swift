import Bundle
import Crypto
import Text
import Vocabulary

/// A bundle in memory, checked from its first byte to its last.
public struct BundleFile: Sendable {
  /// The most bytes of a bundle's file.
  public static let longest = 1 << 30

  /// The bundle.
  public let bytes: [UInt8]
  /// What the check found in it.
  public let image: BundleImage

  /// Checks a bundle's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bundle.
  ///   - trust: Whose signature is needed, how new the bundle must be, and for which board; anything goes unless said
  ///     otherwise.
  /// - Throws: `BundleFault` with the first thing wrong.
  public init(bytes: [UInt8], trust: Trust = Trust()) throws(BundleFault) {
    image = try BundleImage(
      checking: bytes.span, hasher: SHA256Hasher.self, verifier: Ed25519Verifier.self, trust: trust)
    self.bytes = bytes
  }

  /// Reads and checks a bundle, whoever signed it.
  ///
  /// - Parameter path: The file.
  /// - Throws: `UnreadableFile`; `BundleFault` with the first thing wrong.
  public init(at path: String) throws {
    try self.init(bytes: InputFile.bytes(of: path, atMost: BundleFile.longest))
  }

  /// The digest as 64 hexadecimal digits.
  public var digestText: String { image.digest.hexadecimal }

  /// The bytes of a section.
  ///
  /// - Parameters:
  ///   - kind: What it holds.
  ///   - index: Its number among those of its kind, from 0.
  /// - Returns: Its bytes, or nil if there is none.
  public func section(_ kind: SectionKind, at index: Int = 0) -> [UInt8]? {
    image.section(kind, at: index).map { Array(bytes[$0]) }
  }
}
