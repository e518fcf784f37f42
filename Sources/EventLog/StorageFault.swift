import Vocabulary

/// What a storage could not do.
public struct StorageFault: Error, Equatable, Sendable {
  /// What was asked of it.
  public typealias Operation = StorageOperation

  /// What was asked.
  public var operation: Operation
  /// The segment concerned; 0 for all.
  public var segment: UInt32
  /// The system's error number; 0 where it gave none, such as after a transfer of fewer bytes than asked.
  public var code: Int32

  /// Creates a fault.
  public init(_ operation: Operation, segment: UInt32, code: Int32) {
    self.operation = operation
    self.segment = segment
    self.code = code
  }
}
