import Alarms
import Configuration
import Designer
import EventLog
import Foundation
import Inference
import ModelCompiler
import Recordings
import Runtime
import Signal
import Station
import Vocabulary

/// One recording played through the device's own runtime, on one thread, as fast as it goes or as fast as the caller
/// steps.
///
/// A class, since the runtime is large and must stay in one place.
public final class ReplaySession {
  /// The signal chain made for the recording.
  public let design: SignalDesign
  /// The session's record: names, rates and thresholds.
  public let body: SessionBody
  /// Seconds of the recording, gaps included.
  public let durationSeconds: Double
  /// When the recording starts, by its own clock, if it says so.
  public let start: RecordingStart?
  /// What a person may want to know: channels left out, scales assumed; while it is played, times that cannot be.
  public var notes: [String] { source.notes + designNotes }
  /// What makes the result doubtful: units that cannot be, electrodes not recognised, channels the detector never saw.
  public let cautions: [String]
  /// Signals that are no inputs, annotations aside, with the reason in a few words.
  public let leftOut: [(signal: Int, label: String, reason: String)]
  /// By how much the rate of the chain differs from the recording's, in parts per million. Times are by the
  /// recording's.
  public let ratePartsPerMillion: Double
  /// Seconds from `start` to the first sample.
  public let startOffsetSeconds: Double
  /// Frames played so far.
  public var frames: UInt64 { runtime.health.frames }
  /// Gaps so far.
  public var gaps: UInt64 { runtime.health.gaps }

  /// What was learned of the person so far.
  public var level: PersonalLevel { runtime.level }

  /// Whether every judged hop of a detector of all channels at once is explained by hiding one after the other.
  public var explainsEveryHop = false

  private let designNotes: [String]
  private let bundle: DetectorBundle
  private let section: [UInt8]
  private var source: FrameSource
  private var runtime: Runtime
  /// The frame played last.
  public private(set) var frame = Frame()
  private var sink: ReplaySink

  /// Opens a recording.
  ///
  /// - Parameters:
  ///   - recording: An EDF or BDF file.
  ///   - bundle: The detector and its settings.
  ///   - truncation: What to do if the recording ends before its header says.
  ///   - logFolder: Where a log is written, if anywhere.
  ///   - gain: What all inputs are multiplied by, as by an amplifier that says one gain and has another; above 0.
  ///   - level: What was learned of the person before; left out: nothing, as the bundle has it.
  ///   - observe: Gets each event as it happens.
  /// - Throws: What is wrong with the recording, the montage, the bundle, the log's folder or the kernels asked for.
  public init(
    recording: URL, bundle: DetectorBundle, truncation: RecordingReader.Truncation = .refuse, logFolder: URL? = nil,
    gain: Double = 1, level: PersonalLevel? = nil, observe: @escaping (ReplayEvent) -> Void
  ) throws {
    var source = try FrameSource(
      url: recording, truncation: truncation, takesOthers: true, montage: bundle.montageNames)
    let plan = try RatePlan.find(source.rate, modelRate: bundle.model.rate.numerator)
    source.decimate(by: plan.decimation)
    let inputs = source.inputs.map {
      InputDescription(
        label: $0.label, calibration: gain == 1 ? $0.calibration : $0.calibration.multiplied(by: gain), role: $0.role)
    }
    let designed = try bundle.design(inputs: inputs, rate: source.rate)
    design = designed.design
    durationSeconds = source.durationSeconds
    designNotes = designed.notes
    let gainCautions = gain == 1 ? [] : ["all inputs were multiplied by \(gain)"]
    cautions = source.cautions + designed.cautions + gainCautions
    leftOut = source.leftOut
    ratePartsPerMillion = designed.ratePartsPerMillion
    startOffsetSeconds = source.startOffset.value
    var labels = PerInput<ChannelName>(repeating: ChannelName())
    for (index, input) in source.inputs.enumerated() { labels[index] = ChannelName(printable: input.label) }
    var body = SessionBody(design: designed.design, labels: labels, bundle: bundle)
    // Times are told by the recording's own clock, also where the chain is designed for a rate a little off it.
    body.inputRate = source.rate
    let start = source.header.start
    self.start = start
    let section = bundle.section
    let inputNotes = InputNoteBody.all(
      InputNotes(design: designed.design, labels: labels, model: bundle.model, section: section.span),
      cautions: source.cautions + designed.inputCautions + gainCautions, leftOut: source.leftOut)
    let log = try logFolder.map {
      try ReplayLog.open($0, session: body, notes: inputNotes, start: start, bundle: bundle)
    }
    self.body = body
    self.section = section
    var settings = bundle.settings
    if let level { settings.level = level }
    runtime = try Runtime(
      design: designed.design, plan: try ModelPlan(section: section.span), section: section.span,
      settings: settings, kernels: try .fromEnvironment())
    self.bundle = bundle
    self.source = source
    sink = ReplaySink(log: log, observe: observe)
  }

  /// Plays frames until something is observed.
  ///
  /// - Parameter count: How many at most.
  /// - Returns: Whether there was a frame.
  /// - Throws: What is wrong with the recording.
  public func step(atMost count: Int = 1) throws(RecordingError) -> Bool {
    let section = section
    return try Self.play(
      &source, through: &runtime, frame: &frame, into: &sink, section: section.span, atMost: count,
      explaining: explainsEveryHop)
  }

  /// Plays the rest of the recording.
  ///
  /// - Throws: What is wrong with the recording.
  public func run() throws(RecordingError) {
    while try step(atMost: .max) {}
  }

  /// Plays frames: a function of its own, so that what belongs to the session is reached for once and not for every
  /// frame.
  private static func play(
    _ source: inout FrameSource, through runtime: inout Runtime, frame: inout Frame, into sink: inout ReplaySink,
    section: Span<UInt8>, atMost count: Int, explaining: Bool
  ) throws(RecordingError) -> Bool {
    let observed = sink.observedCount
    for index in 0..<count {
      guard try source.next(into: &frame) else { return index > 0 }
      if explaining { runtime.requestExplanation() }
      runtime.tick(frame, section: section, into: &sink)
      if sink.observedCount != observed { break }
    }
    return true
  }

  /// Ends the replay: makes the log durable.
  ///
  /// - Returns: The decision digest.
  /// - Throws: `ReplayFault` if the log could not be written.
  public func finish() throws(ReplayFault) -> Digest {
    if let fault = sink.finish() { throw .log(fault) }
    if let fault = sink.fault { throw .record(fault) }
    return sink.digest.digest
  }

  /// Seconds from the recording's start to the end of a sample: the last one used.
  public func seconds(_ sampleIndex: UInt64) -> Double {
    Double(sampleIndex + 1) / body.inputRate.hertz
  }

  /// The name of a channel.
  public func name(_ channel: Int) -> String { design.names[channel].text }

  /// A channel's value in the frame just played, in microvolts and unconditioned: for the eye.
  public func microvolts(_ channel: Int) -> Double {
    let derivation = design.derivations[channel]
    let positive = derivation.plus == Derivation.none ? 0 : microvolts(input: derivation.plus)
    return derivation.minus == Derivation.none ? positive : positive - microvolts(input: derivation.minus)
  }

  private func microvolts(input: UInt8) -> Double {
    let calibration = design.calibrations[Int(input)]
    let code = Double(frame.codes[Int(input)])
    let scale = Double(sign: .plus, exponent: -Int(calibration.shift) - 8, significand: 1)
    return (code * Double(calibration.multiplier) + Double(calibration.offset)) * scale
  }

  /// The session's channels, in their order.
  public var channelNames: [String] { (0..<Int(design.channelCount)).map(name) }

  /// The sum that every hop's score is compared with, for one channel.
  public var thresholdPerChannel: Int32 { bundle.thresholdPerChannel }
}
