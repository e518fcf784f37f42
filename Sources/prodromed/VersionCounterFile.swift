#if hasFeature(Embedded)
  import Bundle
  import Linux

  /// The file in the log's folder that holds the highest version counter that was run: `version-counter`.
  enum VersionCounterFile {
    private static let name: StaticString = "version-counter"

    /// The highest counter; 0 on a board that has run none.
    ///
    /// - Throws: `Failure.trust` if the file is damaged: then nobody knows what would be a downgrade.
    static func read(in folder: borrowing FileDescriptor) throws(Failure) -> UInt64 {
      var bytes = InlineArray<32, UInt8>(repeating: 0)
      do throws(SystemFault) {
        var span = bytes.mutableSpan
        guard let count = try SmallFile.read(name, in: folder, into: &span) else { return 0 }
        return try record(bytes.span.extracting(first: count))
      } catch { throw .trust }
    }

    private static func record(_ bytes: Span<UInt8>) throws(SystemFault) -> UInt64 {
      do throws(VersionCounterRecord.Fault) { return try VersionCounterRecord(bytes).counter } catch {
        throw SystemFault("reading the version counter", code: 0)
      }
    }

    /// Writes the counter, durable on return. Its 16 bytes are one sector's: a cut of the power leaves the old ones or the new.
    static func write(_ counter: UInt64, in folder: borrowing FileDescriptor) throws(Failure) {
      let bytes = VersionCounterRecord(counter: counter).bytes
      do throws(SystemFault) { try SmallFile.write(bytes.span, to: name, in: folder) } catch {
        throw .system(error, .log)
      }
    }
  }
#endif
