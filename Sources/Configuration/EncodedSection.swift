import Bundle

/// A section of a bundle as bytes.
public struct EncodedSection: Equatable, Sendable {
  /// What it holds.
  public var kind: SectionKind
  /// The version of its form.
  public var version: UInt16
  /// Its bytes; not empty.
  public var bytes: [UInt8]

  /// Creates a section.
  public init(kind: SectionKind, version: UInt16, bytes: [UInt8]) {
    self.kind = kind
    self.version = version
    self.bytes = bytes
  }
}
