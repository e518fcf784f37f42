import EventLog
import Vocabulary

/// Whether the log's last flush failed. After one, a system may hold pages for clean that never reached the disk, and
/// whoever opens the file later is told nothing of it: so it is kept for the next program. Nobody needs it after a cut
/// of the power, which takes the pages as well.
extension StateKeeper where Storage: ~Copyable {
  /// Whether the newest records may not be durable, although they can be read.
  mutating func isLogInDoubt() -> Bool {
    var byte = InlineArray<1, UInt8>(repeating: 0)
    do throws(StorageFault) {
      var span = byte.mutableSpan
      return try storage.read(.doubt, copy: 0, into: &span) != nil
    } catch { return true }
  }

  /// A flush failed. That this cannot be kept durably either is no reason to do anything else: it can be read until the
  /// power goes.
  mutating func doubtLog() {
    let byte = InlineArray<1, UInt8>(repeating: 1)
    do throws(StorageFault) { try storage.write(byte.span, .doubt, copy: 0) } catch {}
  }

  /// All records are durable. If the copy stays, they are written once more.
  mutating func trustLog() {
    do throws(StorageFault) { try storage.remove(.doubt, copy: 0) } catch {}
  }
}
