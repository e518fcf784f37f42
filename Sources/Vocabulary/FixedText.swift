/// A short text for the kernel or a person, such as a GPIO line's name: printable ASCII, zero-padded, and always with
/// at least one zero at its end, so that it can be handed to the kernel as it lies.
public struct FixedText<let capacity: Int>: BitwiseCopyable, Equatable, Sendable {
  /// The text's bytes; unused ones are zero, and the last always is.
  public private(set) var bytes: InlineArray<capacity, UInt8>

  /// An empty text.
  public init() {
    bytes = InlineArray(repeating: 0)
  }

  /// A text from its bytes, with or without padding; nil if they are not printable ASCII and then zeros, or more than
  /// `capacity - 1`.
  ///
  /// - Parameter ascii: The bytes.
  public init?(ascii: Span<UInt8>) {
    self.init()
    var ended = false
    for index in ascii.indices {
      let byte = ascii[index]
      if byte == 0 {
        ended = true
      } else {
        guard !ended && byte.isPrintableASCII && index < capacity - 1 else { return nil }
        bytes[index] = byte
      }
    }
  }

  /// A text known when the program is built.
  ///
  /// - Precondition: `literal` is printable ASCII and shorter than `capacity`.
  public init(_ literal: StaticString) {
    precondition(literal.isASCII && literal.utf8CodeUnitCount < capacity)
    self.init()
    for index in 0..<literal.utf8CodeUnitCount {
      // Within the literal's own length, checked above.
      bytes[index] = unsafe literal.utf8Start[index]
    }
  }

  /// A text from its bytes, up to the first zero: of one that is too long its end, other bytes than printable ASCII as
  /// `?`.
  ///
  /// - Parameter bytes: The bytes, such as those of a path.
  public init(fitting bytes: Span<UInt8>) {
    self.init()
    var length = 0
    while length < bytes.count && bytes[length] != 0 { length += 1 }
    let first = max(0, length - (capacity - 1))
    for index in first..<length {
      let byte = bytes[index]
      self.bytes[index - first] = byte.isPrintableASCII ? byte : 0x3F
    }
  }

  /// How many bytes the text has.
  public var count: Int {
    var count = 0
    while count < capacity && bytes[count] != 0 { count += 1 }
    return count
  }

  /// Whether there is no text.
  public var isEmpty: Bool { count == 0 }

  /// Whether both texts have the same bytes.
  public static func == (left: FixedText, right: FixedText) -> Bool {
    for index in 0..<capacity where left.bytes[index] != right.bytes[index] { return false }
    return true
  }
}
