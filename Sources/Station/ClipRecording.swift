import EventLog
import Foundation
import Recordings
import Vocabulary

/// The clips of a session as an EDF+ or BDF+ file with the alarms as annotations.
///
/// The log is read twice: once for the clips' extent and largest sample, once to write them.
public struct ClipRecording {
  /// What becomes of the time between clips.
  public enum Gaps: String, Sendable {
    /// Samples of zero, each gap annotated `BAD_ACQ_SKIP`, as MNE calls samples that were not acquired: every reader
    /// places the clips rightly.
    case fill
    /// None: a discontinuous file (EDF+D). Some readers refuse it or join the clips.
    case mark
  }

  /// The longest file with filled gaps, in seconds.
  public static let longestFilledSeconds = 86_400.0
  /// The highest rate at which gaps are filled, in samples a second: a log may claim any.
  public static let highestFilledRate = 4096.0

  private let log: LogFile
  private let session: LoggedSession
  private let event: UInt32?
  private let extent: ClipExtent
  private let secondsPerSample: Ratio
  private let firstOnset: Ratio
  /// The header's start, in whole seconds since the session's start.
  private let wholeSeconds: Int64

  /// Reads what there is.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - session: One of its sessions.
  ///   - event: Take only clips of the seizure alarm with this number; nil for all.
  /// - Throws: `LogReadError` if there is no clip, or clips that do not fit each other.
  public init(_ log: LogFile, session: LoggedSession, event: UInt32? = nil) throws {
    var extent = ClipExtent(hopSamples: session.settings.hopSamples, channelCount: session.settings.channelCount)
    try Self.forEachClip(of: session.number, event: event, in: log) { clip, bytes in
      if let fault = extent.take(clip, bytes) {
        throw LogReadError(path: log.url.path, found: fault.found, expected: fault.expected)
      }
    }
    guard extent.count > 0 else {
      let which = event.map { " of seizure alarm \($0)" } ?? ""
      throw LogReadError(
        path: log.url.path, found: "no clip\(which) in session \(session.number)",
        expected: "EEG clips, which are recorded around seizure alarms")
    }
    let rate = session.settings.modelRate
    guard let secondsPerSample = Ratio(Int128(rate.denominator), over: Int128(rate.numerator)),
      let firstOnset = Self.time(ofModelSample: extent.first, secondsPerSample)
    else {
      throw LogReadError(path: log.url.path, found: "clips at a rate of \(rate.hertz) Hz", expected: "a usable rate")
    }
    self.log = log
    self.session = session
    self.event = event
    self.extent = extent
    self.secondsPerSample = secondsPerSample
    self.firstOnset = firstOnset
    wholeSeconds = firstOnset.numerator / firstOnset.denominator
  }

  /// How many gaps there are between the clips.
  public var gapCount: Int { extent.gaps.count }

  /// How many clips there are.
  public var count: Int { extent.count }

  /// What the clips reach from and to, in seconds from the session's start.
  public var seconds: ClosedRange<Double> {
    firstOnset.value...max(firstOnset.value, Double(extent.end) * secondsPerSample.value)
  }

  /// Microvolts per code in a file of a width; 2^-8 is what the encoder saw.
  public func resolution(_ width: EDFWriter.Width) -> Double {
    Double(Int64(1) << Int64(shift(width))) / 256
  }

  /// Writes the file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - width: EDF+ or BDF+; only BDF+ holds every sample exactly, EDF+ does if all are below 128 microvolt.
  ///   - gaps: What becomes of the time between clips.
  /// - Throws: `RecordingError` if it cannot be written, or `LogReadError`, also for a file that filled gaps make too
  ///   long.
  public func write(to url: URL, width: EDFWriter.Width = .bits16, gaps: Gaps = .fill) throws {
    let isFilled = gaps == .fill || extent.gaps.isEmpty
    let records = isFilled ? Int((extent.end - extent.first) / UInt64(extent.hopSamples)) : extent.count
    let seconds = Double(extent.end - extent.first) * secondsPerSample.value
    let isShort = seconds <= Self.longestFilledSeconds && session.settings.modelRate.hertz <= Self.highestFilledRate
    guard !isFilled || isShort || extent.gaps.isEmpty else {
      throw LogReadError(
        path: log.url.path,
        found: String(format: "clips over %.0f hours at %g Hz", seconds / 3600, session.settings.modelRate.hertz),
        expected: "at most 24 hours at 4096 Hz with gaps filled, one event, or gaps marked")
    }
    let annotations = isFilled ? alarms + skips : alarms
    var writer = try EDFWriter(
      url: url, signals: signals(width), recordDuration: hopDuration, identity: identity,
      startOffset: headerOnset(firstOnset),
      width: width, isDiscontinuous: !isFilled,
      annotationByteCount: EDFWriter.annotationByteCount(for: annotations, records: records))
    for annotation in annotations { try writer.add(annotation) }
    let shift = shift(width)
    let silence = [Int32](repeating: 0, count: Int(extent.channelCount) * Int(extent.hopSamples))
    var end = extent.first
    try Self.forEachClip(of: session.number, event: event, in: log) { clip, bytes in
      while isFilled, end < clip.firstModelSample {
        try writer.write(silence.span)
        end += UInt64(extent.hopSamples)
      }
      let codes = Self.codes(clip, bytes, shift: shift)
      try writer.write(codes.span, onset: isFilled ? nil : headerOnset(ofModelSample: clip.firstModelSample))
      end = clip.firstModelSample + UInt64(extent.hopSamples)
    }
    try writer.finish()
  }

  /// The gaps; times count from the header's start.
  private var skips: [Annotation] {
    extent.gaps.map { gap in
      Annotation(
        onset: headerOnset(ofModelSample: gap.lowerBound),
        duration: secondsPerSample.multiplied(by: Ratio(Int64(gap.count))), text: "BAD_ACQ_SKIP")
    }
  }

  /// The alarms that were up during the clips; times count from the header's start.
  private var alarms: [Annotation] {
    let end = Double(extent.end) * secondsPerSample.value
    return session.events.compactMap { alarm in
      let alarmEnd = alarm.endSeconds ?? session.durationSeconds
      guard event == nil || (alarm.kind == .seizure && alarm.number == event) else { return nil }
      guard alarm.onsetSeconds <= end, alarmEnd >= firstOnset.value else { return nil }
      return Annotation(
        onset: Self.milliseconds(alarm.onsetSeconds - Double(wholeSeconds)),
        duration: Self.milliseconds(max(0, alarmEnd - alarm.onsetSeconds)), text: alarm.text)
    }
  }

  /// Headers whose ends are decimals that fit their fields; codes beyond the declared ±32,000 (±8,192,000) are allowed.
  private func signals(_ width: EDFWriter.Width) -> [SignalHeader] {
    let physical: Int64 = width == .bits16 ? 125 << Int64(shift(width)) : 32_000
    let digital: Int32 = width == .bits16 ? 32_000 : 8_192_000
    return session.settings.channelNames.map { name in
      SignalHeader(
        label: name, dimension: "uV", physicalMinimum: Ratio(-physical), physicalMaximum: Ratio(physical),
        digitalMinimum: -digital, digitalMaximum: digital, prefiltering: "as conditioned for the model",
        samplesPerRecord: Int(extent.hopSamples))
    }
  }

  /// The pseudonym in the place of the patient's code, and the model in the place of the equipment.
  private var identity: EDFWriter.Identity {
    let start = session.start?.adding(seconds: wholeSeconds).start
    let model = session.settings.model.label.replacing(" ", with: "_")
    return EDFWriter.Identity(
      start: start.flatMap { (1985...2084).contains($0.year) ? $0 : nil },
      patient: "\(session.settings.pseudonymText) X X X", recording: "X X prodrome_\(model)")
  }

  private var hopDuration: Ratio {
    secondsPerSample.multiplied(by: Ratio(Int64(extent.hopSamples))) ?? .zero
  }

  /// A time since the session's start as one since the header's.
  private func headerOnset(_ time: Ratio) -> Ratio { time.subtracting(Ratio(wholeSeconds)) ?? .zero }

  private func headerOnset(ofModelSample index: UInt64) -> Ratio {
    headerOnset(Self.time(ofModelSample: index, secondsPerSample) ?? .zero)
  }

  /// Bits that samples are shifted down by to fit the width.
  private func shift(_ width: EDFWriter.Width) -> Int32 {
    guard width == .bits16 else { return 0 }
    var shift: Int32 = 0
    while Self.rounded(extent.largest, shift) > Int32(Int16.max) { shift += 1 }
    return shift
  }

  private static func rounded(_ sample: Int32, _ shift: Int32) -> Int32 {
    shift == 0 ? sample : (sample + (1 << (shift - 1))) >> shift
  }

  private static func codes(_ clip: ClipBody, _ bytes: [UInt8], shift: Int32) -> [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(Int(clip.channelCount) * Int(clip.samplesPerChannel))
    for channel in 0..<Int(clip.channelCount) {
      for index in 0..<Int(clip.samplesPerChannel) {
        codes.append(rounded(clip.sample(channel: channel, index: index, in: bytes.span), shift))
      }
    }
    return codes
  }

  private static func time(ofModelSample index: UInt64, _ secondsPerSample: Ratio) -> Ratio? {
    Ratio(Int128(index) * Int128(secondsPerSample.numerator), over: Int128(secondsPerSample.denominator))
  }

  private static func milliseconds(_ seconds: Double) -> Ratio {
    Ratio(Int128((seconds * 1000).rounded()), over: 1000) ?? .zero
  }

  private static func forEachClip(
    of session: Int, event: UInt32?, in log: LogFile, _ body: (ClipBody, [UInt8]) throws -> Void
  ) throws {
    var sessions = 0
    try log.forEach { item in
      if case .erased(let stretch) = item { sessions += stretch.sessions }
      guard case .record(let record) = item else { return }
      if record.kind == .session { sessions += 1 }
      guard record.kind == .clip, sessions == session else { return }
      guard case .success(.clip(let clip)) = record.content else { return }
      guard !clip.isSealed else {
        throw LogReadError(
          path: log.url.path, found: "clips that are sealed to another key or were changed",
          expected: "the secret key they are sealed to (--clip-key)")
      }
      if event == nil || event == clip.eventNumber { try body(clip, record.body) }
    }
  }
}
