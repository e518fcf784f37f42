import Crypto
import EventLog
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
  private var sealer: ClipSealer<SealedMessage, SHA256Hasher>?

  /// - Parameters:
  ///   - shared: Outlives the value.
  ///   - sealer: Seals EEG clips; nil: they are not sealed.
  @unsafe
  init(_ shared: UnsafePointer<Shared>, _ sealer: ClipSealer<SealedMessage, SHA256Hasher>?) {
    unsafe self.shared = shared
    self.sealer = sealer
  }

  /// A clip that cannot be sealed, though it should be, is passed over and counted.
  mutating func peek(into body: inout ByteBuffer) -> RecordHeading? {
    while let heading = unsafe shared.pointee.records.peek(into: &body) {
      guard heading.kind == .clip, sealer != nil else { return heading }
      if sealer?.seal(&body) == true { return heading }
      remove(heading)
      unsafe shared.pointee.storage.passOver()
    }
    return nil
  }

  mutating func remove(_ heading: RecordHeading) { unsafe shared.pointee.records.remove(heading) }
}
