import EventLog
import Vocabulary

extension RecordEnvelope {
  private struct Bytes: ByteSink {
    var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
  }

  /// What stands before the body in a log.
  var heading: [UInt8] {
    var sink = Bytes()
    encodeHeading(into: &sink)
    return sink.bytes
  }
}
