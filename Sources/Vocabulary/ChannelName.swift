/// The label of an electrode or a derivation, such as `Fp1` or `F7-T7`: at most 16 ASCII bytes, zero-padded.
public struct ChannelName: Equatable, Sendable {
  /// The label's bytes; unused ones are zero.
  public var bytes: InlineArray<16, UInt8>

  /// An empty name.
  public init() {
    bytes = InlineArray(repeating: 0)
  }

  /// A name known when the program is built.
  ///
  /// - Precondition: `literal` is ASCII and at most 16 bytes.
  public init(_ literal: StaticString) {
    precondition(literal.isASCII && literal.utf8CodeUnitCount <= Limits.nameBytes)
    self.init()
    for index in 0..<literal.utf8CodeUnitCount {
      // Within the literal's own length, checked above.
      bytes[index] = unsafe literal.utf8Start[index]
    }
  }

  /// How many bytes the label has.
  public var count: Int {
    var count = 0
    while count < Limits.nameBytes && bytes[count] != 0 { count += 1 }
    return count
  }

  /// Whether the label is printable ASCII and then nothing but zeros.
  ///
  /// - Parameter spaces: Whether it may have spaces: a design's names come from recordings, whose labels have some; a
  ///   board's and a site's have none.
  /// - Returns: Whether it is; an empty one is.
  public func isPrintable(spaces: Bool) -> Bool {
    let length = count
    for index in 0..<Limits.nameBytes {
      let byte = bytes[index]
      guard index < length ? byte.isVisibleASCII || (spaces && byte.isPrintableASCII) : byte == 0 else { return false }
    }
    return true
  }

  /// Whether both labels have the same bytes.
  public static func == (left: ChannelName, right: ChannelName) -> Bool {
    for index in 0..<Limits.nameBytes where left.bytes[index] != right.bytes[index] { return false }
    return true
  }
}
