import Vocabulary

/// What a bundle says of its forecaster beside the model itself.
public struct ForecasterSection: Equatable, Sendable {
  /// The version of the section's form.
  public static let version: UInt16 = 1

  /// The first hour that may be forecast with it, in local hours since Monday 1970-01-05 00:00: it learned from hours
  /// before.
  public var firstHour: Int64

  /// Creates a section.
  public init(firstHour: Int64) {
    self.firstHour = firstHour
  }

  /// Appends the section: first hour i64, eight zeros.
  public func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(littleEndian: firstHour)
    sink.append(littleEndian: 0 as UInt64)
  }

  /// Decodes and checks a section.
  ///
  /// - Parameter bytes: The section.
  /// - Throws: `BundleFault` with the offset of what is wrong.
  public init(decoding bytes: Span<UInt8>) throws(BundleFault) {
    var reader = SectionReader(.forecaster)
    firstHour = try reader.number(Int64.self, in: bytes)
    try reader.check(.firstHour, width: 8, firstHour >= 0 && firstHour < 1 << 32)
    let zeros = try reader.number(UInt64.self, in: bytes)
    try reader.check(.firstHour, width: 8, zeros == 0)
    try reader.finish(bytes)
  }
}
