import Crypto
import EventLog
import Vocabulary

/// A sink that keeps everything, decoded.
struct RecordList: RecordSink {
  private(set) var decisions: [Decision] = []
  private(set) var alarms: [AlarmEvent] = []
  private(set) var evidence: [EvidenceBody] = []
  private(set) var faults: [FaultEvent] = []
  private(set) var features: [FeaturesBody] = []
  private(set) var polygraphies: [PolygraphBody] = []
  private(set) var clips: [(heading: ClipBody, bytes: [UInt8])] = []
  /// How many records of each kind there are, and the bytes of the latest.
  private(set) var kinds: [RecordKind: (count: Int, latest: [UInt8])] = [:]
  private(set) var digest = DecisionDigest<SHA256Hasher>()

  mutating func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    digest.emit(kind, body: body, monotonicNanoseconds: monotonicNanoseconds)
    kinds[kind] = ((kinds[kind]?.count ?? 0) + 1, body.indices.map { body[$0] })
    do {
      switch kind {
      case .decision: decisions.append(try Decision(decoding: body))
      case .alarm: alarms.append(try AlarmEvent(decoding: body))
      case .evidence: evidence.append(try EvidenceBody(decoding: body))
      case .fault: faults.append(try FaultEvent(decoding: body))
      case .features: features.append(try FeaturesBody(decoding: body))
      case .polygraphy: polygraphies.append(try PolygraphBody(decoding: body))
      case .clip: clips.append((try ClipBody(decoding: body), body.indices.map { body[$0] }))
      default: break
      }
    } catch {
      preconditionFailure("a record of the runtime cannot be read back: \(error)")
    }
  }
}
