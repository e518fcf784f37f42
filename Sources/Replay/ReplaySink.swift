import Crypto
import EventLog
import Station
import Vocabulary

/// Takes a replay's records: digests them, writes them to a log where one is wanted, and hands them on decoded.
struct ReplaySink: RecordSink, ~Copyable {
  typealias Log = LogSink<FileSegmentStorage, SHA256Hasher>

  /// The digest of the decisions so far.
  private(set) var digest = DecisionDigest<SHA256Hasher>()
  /// The first body that could not be decoded: a mistake of our own.
  private(set) var fault: BodyFault?
  /// How many events were handed on.
  private(set) var observedCount = 0
  private var log: Log?
  private let observe: (ReplayEvent) -> Void

  /// Creates a sink.
  ///
  /// - Parameters:
  ///   - log: Where the records are kept, if anywhere.
  ///   - observe: Gets each event.
  init(log: consuming Log?, observe: @escaping (ReplayEvent) -> Void) {
    self.log = log
    self.observe = observe
  }

  mutating func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    digest.emit(kind, body: body, monotonicNanoseconds: monotonicNanoseconds)
    log?.emit(kind, body: body, monotonicNanoseconds: monotonicNanoseconds)
    do throws(BodyFault) {
      switch kind {
      case .decision: observe(.decision(try Decision(decoding: body)))
      case .alarm: observe(.alarm(try AlarmEvent(decoding: body)))
      case .evidence: observe(.evidence(try EvidenceBody(decoding: body)))
      case .fault: observe(.fault(try FaultEvent(decoding: body)))
      case .features: observe(.features(try FeaturesBody(decoding: body)))
      case .polygraphy: observe(.polygraphy(try PolygraphBody(decoding: body)))
      default: return
      }
      observedCount += 1
    } catch {
      fault = error
    }
  }

  /// Makes the log durable.
  ///
  /// - Returns: The first fault of the log, if there was one.
  mutating func finish() -> LogFault? {
    log?.flush()
    return log?.fault
  }
}
