import Configuration
import EventLog
import Foundation
import HostCrypto
import Recordings
import Signal
import Station
import Vocabulary

/// Opens the log of a replay and writes its boot and session records.
enum ReplayLog {
  /// Opens a log.
  ///
  /// - Parameters:
  ///   - folder: The log's folder; made if it is not there, continued if it is.
  ///   - source: The recording, whose start becomes the records' wall clock.
  ///   - design: The signal chain.
  ///   - bundle: The detector and its settings.
  /// - Returns: The sink.
  /// - Throws: A file error or `LogFault`.
  static func open(
    _ folder: URL, source: borrowing FrameSource, design: SignalDesign, bundle: DetectorBundle
  ) throws -> ReplaySink.Log {
    let sizes = bundle.file.image.site.log
    let policy = LogPolicy(
      segmentBytes: sizes.segmentBytes, segmentLimit: sizes.segmentLimit,
      flushIntervalSeconds: sizes.flushIntervalSeconds, bytesPerDay: sizes.bytesPerDay,
      flushesPerDay: sizes.flushesPerDay)
    let writer = try LogWriter<FileSegmentStorage, SHA256Hasher>(
      opening: FileSegmentStorage(writing: folder), policy: policy)
    let boot = BootBody(
      versionMajor: Version.major, versionMinor: Version.minor, versionPatch: Version.patch,
      bootNumber: writer.nextBoot, bundle: bundle.file.image.digest, machine: ChannelName("replay"),
      kernels: ChannelName("reference"), capabilities: Capabilities(rawValue: 0),
      logBytesDiscarded: UInt32(clamping: writer.recovery.bytesDiscarded))
    var sink = ReplaySink.Log(
      writer, wallOffsetNanoseconds: (source.header.start?.secondsSince1970 ?? 0) * 1_000_000_000,
      wallState: source.header.start == nil ? .unset : .freeRunning)
    emit(boot, into: &sink)
    emit(session(design: design, labels: source.inputs.map(\.label), bundle: bundle), into: &sink)
    if let fault = sink.fault { throw fault }
    return sink
  }

  private static func emit(_ body: some RecordBody, into sink: inout ReplaySink.Log) {
    var bytes = ByteBuffer()
    body.encode(into: &bytes)
    bytes.withBytes { sink.emit(type(of: body).recordKind, body: $0, monotonicNanoseconds: 0) }
  }

  private static func session(design: SignalDesign, labels: [String], bundle: DetectorBundle) -> SessionBody {
    var pseudonym = InlineArray<16, UInt8>(repeating: 0)
    for index in 0..<16 { pseudonym[index] = .random(in: .min ... .max) }
    var session = SessionBody(
      pseudonym: pseudonym, inputRate: design.inputRate, modelRate: Rate(design.modelRate),
      windowSamples: design.windowSamples, hopSamples: design.hopSamples, model: bundle.model.name,
      operatingPoint: bundle.file.image.site.operatingPoint.name,
      thresholdPerChannel: Int64(bundle.thresholdPerChannel), firingHops: bundle.policy.firingHops,
      raiseHops: bundle.policy.raiseCount, clearHops: bundle.policy.clearCount)
    session.channelCount = design.channelCount
    session.names = design.names
    for channel in 0..<Int(design.channelCount) {
      let derivation = design.derivations[channel]
      session.positive[channel] = ChannelName(text: labels[Int(derivation.plus)])
      if derivation.minus != Derivation.none {
        session.negative[channel] = ChannelName(text: labels[Int(derivation.minus)])
      }
    }
    return session
  }
}
