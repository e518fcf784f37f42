import Crypto
import EventLog
import Linux
import Vocabulary

/// Writes what a patient's hours leave in a log, with a key that seals it or without, so that the instructions of
/// sealing can be counted.
///
/// `sealprobe plain|sealed HOURS`: each second a decision, each minute features and health, each quarter of an hour an
/// alarm, which is flushed at once, with a minute of clips. Prints how many records there are, and how many seals.
@main
struct SealProbe {
  /// Bytes of the bodies: of 18 channels at 128 Hz, and of a clip's second of them.
  private static let bodyBytes = (decision: 208, minute: 640, clip: 7000)

  static func main() {
    guard let request = request() else {
      var text = TextOutput.standardError()
      text.write("sealprobe plain|sealed HOURS, 1 to 9\n")
      text.flush()
      Process.exit(.usage)
    }
    do throws(LogFault) {
      try write(hours: request.hours, isSealed: request.isSealed)
    } catch { Process.exit(.data) }
    Process.exit(.success)
  }

  private static func request() -> (isSealed: Bool, hours: UInt64)? {
    do throws(SystemFault) {
      let arguments = try Arguments()
      guard let program = arguments.argument(at: 0), let word = arguments.argument(at: program.upperBound),
        let count = arguments.argument(at: word.upperBound)
      else { return nil }
      let hours = arguments.withArgument(in: count) { $0.count == 2 ? UInt64($0[0]) &- 0x30 : 0 }
      let isSealed = arguments.equals("sealed", in: word)
      guard isSealed || arguments.equals("plain", in: word), (1...9).contains(hours) else { return nil }
      return (isSealed, hours)
    } catch { return nil }
  }

  private static func write(hours: UInt64, isSealed: Bool) throws(LogFault) {
    let state = isSealed ? SealState(epoch: 1, key: Digest()) : nil
    var writer = try LogWriter<ForgottenStorage, SHA256Hasher>(
      opening: ForgottenStorage(), policy: LogPolicy(), seal: state)
    let body = InlineArray<7000, UInt8> { UInt8(truncatingIfNeeded: $0 &* 31) }
    for second in 0..<(hours * 3600) {
      let stamps = RecordStamps(monotonicNanoseconds: (second + 1) * 1_000_000_000)
      func append(_ kind: RecordKind, _ count: Int) throws(LogFault) {
        _ = try writer.append(kind, body: body.span.extracting(0..<count), stamps: stamps)
      }
      try append(.decision, bodyBytes.decision)
      if second % 60 == 59 {
        try append(.features, bodyBytes.minute)
        try append(.health, bodyBytes.minute / 10)
      }
      if second % 900 == 450 {
        try append(.alarm, bodyBytes.decision)
        try writer.flush()
      }
      if (450..<510).contains(second % 900) { try append(.clip, bodyBytes.clip) }
    }
    try writer.flush()
    var text = TextOutput.standardOutput()
    text.write(Int(writer.nextSequence) - 1)
    text.write(" ")
    text.write(Int(writer.durableSeal?.epoch ?? 1) - 1)
    text.write("\n")
    text.flush()
  }
}
