import Vocabulary

/// Why a model section was refused, and where.
public struct ModelFault: ByteRangeError, Equatable, Sendable {
  /// What is wrong.
  public enum Problem: UInt8, Sendable {
    /// The section ends before the field.
    case truncated = 1
    /// The first four bytes are not those of a model section.
    case magic = 2
    /// A version this program does not know.
    case version = 3
    /// The declared size is not that of the section.
    case size = 4
    /// More operators, tensors or arena than the device has room for.
    case capacity = 5
    /// A name, role, rate, window or threshold outside its range.
    case metadata = 6
    /// A tensor outside the arena, with an impossible shape, or read where something else was written over it.
    case tensor = 7
    /// An operator of an unknown kind, or one that names a tensor that is not there.
    case operation = 8
    /// An operator whose geometry does not fit its tensors.
    case geometry = 9
    /// A multiplier, shift, zero point or clamp outside its range.
    case quantisation = 10
    /// Weights or channel constants outside the section.
    case weights = 11
    /// A byte that must be zero is not.
    case reserved = 12
    /// Elements of an unknown type, or of another than the operator takes.
    case elements = 13
  }

  /// What is wrong.
  public let problem: Problem
  /// Offset in the section of the field, or of the record it belongs to.
  public let offset: Int
  /// The number found there.
  public let found: Int64

  /// Creates a fault.
  public init(_ problem: Problem, offset: Int, found: Int64 = 0) {
    self.problem = problem
    self.offset = offset
    self.found = found
  }

  /// The fault for a section that ends before a field.
  public init(_ range: ByteRangeFault) {
    self.init(.truncated, offset: range.offset)
  }
}
