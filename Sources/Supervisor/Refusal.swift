import EventLog
import Vocabulary

/// Writes to the log why the program does not start, or ends.
public enum Refusal {
  /// Writes a boot record and the fault. What cannot be written is on standard error all the same.
  ///
  /// - Parameters:
  ///   - fault: Why.
  ///   - boot: The boot record, but for what only the log can tell.
  ///   - stamps: When.
  ///   - seal: The key that seals the log, as it was kept.
  ///   - storage: Where the log lies.
  ///   - hasher: Hashes it.
  public static func note<Storage: SegmentStorage & ~Copyable, Hasher: Hashing>(
    _ fault: FaultEvent, boot: BootBody, stamps: RecordStamps, seal: SealState? = nil, in storage: consuming Storage,
    hasher: Hasher.Type
  ) {
    do throws(LogFault) {
      var writer = try LogWriter<Storage, Hasher>(opening: storage, seal: seal)
      var boot = boot
      boot.bootNumber = writer.nextBoot
      boot.logBytesDiscarded = writer.recovery.bytesDiscarded
      try append(boot, stamps, to: &writer)
      try append(fault, stamps, to: &writer)
    } catch {}
  }

  private static func append<Body: RecordBody, Storage: SegmentStorage & ~Copyable, Hasher: Hashing>(
    _ body: Body, _ stamps: RecordStamps, to writer: inout LogWriter<Storage, Hasher>
  ) throws(LogFault) {
    var bytes = ByteBuffer()
    bytes.hold(body)
    var fault: LogFault?
    bytes.withBytes {
      do throws(LogFault) { _ = try writer.append(Body.recordKind, body: $0, stamps: stamps) } catch {
        fault = error
      }
    }
    if let fault { throw fault }
  }
}
