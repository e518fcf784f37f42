import Vocabulary

/// Takes records into a log and keeps the first fault, since a sink cannot throw.
public struct LogSink<Storage: SegmentStorage & ~Copyable, Hasher: Hashing>: RecordSink, ~Copyable {
  /// The log.
  public var writer: LogWriter<Storage, Hasher>
  /// The wall clock minus the monotonic clock, in nanoseconds.
  public var wallOffsetNanoseconds: Int64
  /// What the wall clock is worth.
  public var wallState: WallState
  /// The first fault met.
  public private(set) var fault: LogFault?
  /// Faults met.
  public private(set) var faultCount: UInt64 = 0

  /// Creates a sink.
  ///
  /// - Parameters:
  ///   - writer: The log.
  ///   - wallOffsetNanoseconds: The wall clock minus the monotonic clock.
  ///   - wallState: What the wall clock is worth; if it is unset, no wall time is written.
  public init(
    _ writer: consuming LogWriter<Storage, Hasher>, wallOffsetNanoseconds: Int64 = 0, wallState: WallState = .unset
  ) {
    self.writer = writer
    self.wallOffsetNanoseconds = wallOffsetNanoseconds
    self.wallState = wallState
  }

  /// Appends a record; a fault is kept in `fault` and counted.
  public mutating func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    let wall = wallState == .unset ? 0 : Int64(truncatingIfNeeded: monotonicNanoseconds) &+ wallOffsetNanoseconds
    let stamps = RecordStamps(
      monotonicNanoseconds: monotonicNanoseconds, wallNanoseconds: wall, wallState: wallState)
    do throws(LogFault) {
      _ = try writer.append(kind, body: body, stamps: stamps)
    } catch {
      keep(error)
    }
  }

  /// Makes every record durable; a fault is kept in `fault` and counted.
  public mutating func flush() {
    do throws(LogFault) { try writer.flush() } catch { keep(error) }
  }

  private mutating func keep(_ error: LogFault) {
    if fault == nil { fault = error }
    faultCount += 1
  }
}
