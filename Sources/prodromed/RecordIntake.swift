import Linux
import Vocabulary

/// Takes the runtime's records into the ring.
@safe
struct RecordIntake: RecordSink {
  private let shared: UnsafePointer<Shared>

  /// Creates the intake.
  ///
  /// - Parameter shared: Outlives the intake.
  @unsafe
  init(_ shared: UnsafePointer<Shared>) {
    unsafe self.shared = shared
  }

  mutating func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    unsafe shared.pointee.records.emit(kind, body: body, monotonicNanoseconds: monotonicNanoseconds)
  }

  /// Hands over what was taken: after the alarm lines are set, never before.
  func commit() {
    if unsafe shared.pointee.records.commit() { unsafe shared.pointee.recordBell.ring() }
  }
}
