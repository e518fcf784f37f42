import Configuration
import Crypto
import EventLog
import Foundation
import Recordings
import Runtime
import Signal
import Station
import Vocabulary

/// Opens the log of a replay and writes its boot and session records.
enum ReplayLog {
  /// Opens a log.
  ///
  /// - Parameters:
  ///   - folder: The log's folder; made if it is not there, continued if it is.
  ///   - session: The session's record.
  ///   - notes: What is doubtful about its inputs, or was left out of them.
  ///   - start: When the recording starts: the records' wall clock.
  ///   - bundle: The detector and its settings.
  /// - Returns: The sink.
  /// - Throws: A file error or `LogFault`.
  static func open(
    _ folder: URL, session: SessionBody, notes: [InputNoteBody], start: RecordingStart?, bundle: DetectorBundle
  ) throws -> ReplaySink.Log {
    let writer = try LogWriter<FileSegmentStorage, SHA256Hasher>(
      opening: FileSegmentStorage(writing: folder), policy: LogPolicy(bundle.file.image.site.log))
    let boot = BootBody(
      versionMajor: Version.major, versionMinor: Version.minor, versionPatch: Version.patch,
      bootNumber: writer.nextBoot, bundle: bundle.file.image.digest, machine: ChannelName("replay"),
      kernels: ChannelName("reference"), capabilities: Capabilities(rawValue: 0),
      logBytesDiscarded: UInt32(clamping: writer.recovery.bytesDiscarded))
    var sink = ReplaySink.Log(
      writer, wallOffsetNanoseconds: WallTime(nanoseconds: 0).adding(seconds: start?.secondsSince1970 ?? 0).nanoseconds,
      wallState: start == nil ? .unset : .freeRunning)
    emit(boot, into: &sink)
    emit(session, into: &sink)
    for note in notes { emit(note, into: &sink) }
    if let fault = sink.fault { throw fault }
    return sink
  }

  private static func emit(_ body: some RecordBody, into sink: inout ReplaySink.Log) {
    var bytes = ByteBuffer()
    body.encode(into: &bytes)
    bytes.withBytes { sink.emit(type(of: body).recordKind, body: $0, monotonicNanoseconds: 0) }
  }
}
