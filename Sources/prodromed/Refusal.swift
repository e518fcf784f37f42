#if hasFeature(Embedded)
  import Crypto
  import EventLog
  import Inference
  import Linux
  import Vocabulary

  /// Writes to the log why the program does not start.
  enum Refusal {
    /// Writes a boot record and the fault, as the folder's owner: files that root made here would be closed to the program once it
    /// has given root up. What cannot be written is on standard error all the same.
    static func note(_ failure: Failure, in folder: borrowing FileDescriptor) {
      guard let reason = failure.reason else { return }
      if case .lostPort = failure {
        // Root was given up long ago, and asking for it is a call that is filtered by now.
      } else {
        do throws(SystemFault) { try Privileges.drop(toOwnerOf: folder) } catch { return }
      }
      let stamps = SystemClock().stamps(of: SystemClock().nowNanoseconds())
      do throws(LogFault) {
        var writer = try LogWriter<SegmentFolder, SHA256Hasher>(opening: SegmentFolder(SegmentFolder.Place(folder)))
        var boot = BootBody(bundle: Digest(), kernels: .reference)
        boot.bootNumber = writer.nextBoot
        boot.logBytesDiscarded = writer.recovery.bytesDiscarded
        try append(boot, stamps, to: &writer)
        try append(
          FaultEvent(reason: reason, phase: .raised, sampleIndex: 0, detail: failure.detail), stamps, to: &writer)
      } catch {}
    }

    private static func append<Body: RecordBody>(
      _ body: Body, _ stamps: RecordStamps, to writer: inout LogWriter<SegmentFolder, SHA256Hasher>
    ) throws(LogFault) {
      var bytes = ByteBuffer()
      body.encode(into: &bytes)
      var fault: LogFault?
      bytes.withBytes {
        do throws(LogFault) { _ = try writer.append(Body.recordKind, body: $0, stamps: stamps) } catch {
          fault = error
        }
      }
      if let fault { throw fault }
    }
  }
#endif
