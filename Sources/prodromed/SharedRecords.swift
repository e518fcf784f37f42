import Linux
import Supervisor
import Vocabulary

/// The deciding thread's end of the queue of records.
@safe
struct SharedRecordIntake: RecordIntake {
  private let shared: UnsafePointer<Shared>

  /// - Parameter shared: Outlives the value.
  @unsafe
  init(_ shared: UnsafePointer<Shared>) {
    unsafe self.shared = shared
  }

  mutating func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    unsafe shared.pointee.records.emit(kind, body: body, monotonicNanoseconds: monotonicNanoseconds)
  }

  mutating func emit(_ part: KeptPart, content: Span<UInt8>) -> Bool {
    unsafe shared.pointee.records.emit(part, content: content)
  }

  mutating func commit() {
    if unsafe shared.pointee.records.commit() { wake() }
  }

  mutating func wake() { unsafe shared.pointee.recordBell.ring() }

  var refused: UInt32 { unsafe shared.pointee.records.refused }
}

/// The storing thread's end of the queue of records.
@safe
struct SharedRecordOutlet: RecordOutlet {
  private let shared: UnsafePointer<Shared>

  /// - Parameter shared: Outlives the value.
  @unsafe
  init(_ shared: UnsafePointer<Shared>) {
    unsafe self.shared = shared
  }

  mutating func peek(into body: inout ByteBuffer) -> RecordHeading? { unsafe shared.pointee.records.peek(into: &body) }

  mutating func remove(_ heading: RecordHeading) { unsafe shared.pointee.records.remove(heading) }
}
