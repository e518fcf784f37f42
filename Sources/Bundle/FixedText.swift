/// A short text of the board's description, such as a GPIO line's name: printable ASCII, zero-padded, and always with at
/// least one zero at its end, so that it can be handed to the kernel as it lies.
public struct FixedText<let capacity: Int>: Equatable, Sendable {
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
        guard !ended && byte >= 0x20 && byte <= 0x7E && index < capacity - 1 else { return nil }
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

/// The name of a board, as in the bundle's header.
public typealias BoardIdentity = FixedText<16>

/// A path or label of the kernel: as long as its GPIO names can be.
public typealias KernelName = FixedText<32>
