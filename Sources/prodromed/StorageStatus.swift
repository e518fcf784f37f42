import EventLog
import Synchronization

/// How the log is doing, as the thread that stores tells it.
struct StorageStatus: ~Copyable {
  /// Why the log cannot be written: the storage's operation and error number; 0 if it can.
  let fault = Atomic<UInt32>(0)
  /// Changes at least once a second while the thread is not held up.
  let beat = Atomic<UInt32>(0)
  /// Bytes written since the start, however often the log was opened; wraps.
  let bytes = Atomic<UInt32>(0)
  /// Flushes since the start; wraps.
  let flushes = Atomic<UInt32>(0)
  /// Whether everything is stored and the thread has ended its work.
  let isDone = Atomic<Bool>(false)
  /// What the platform granted, for the boot record; set before the first record is handed over.
  let capabilities = Atomic<UInt32>(0)

  /// The number that stands for a fault of the log.
  static func number(of fault: LogFault) -> UInt32 {
    switch fault {
    case .storage(let fault), .unflushed(let fault, _):
      0x100 | UInt32(fault.operation.rawValue) << 16 | UInt32(UInt8(truncatingIfNeeded: fault.code))
    case .policy: 0x200
    case .bodyTooLong: 0x300
    case .budgetSpent: 0x400
    case .lost: 0x500
    }
  }
}
