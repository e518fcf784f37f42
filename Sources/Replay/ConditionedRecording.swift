import Configuration
import Designer
import Foundation
import Inference
import ModelCompiler
import Recordings
import Runtime
import Signal
import Station
import Vocabulary

/// One recording through the device's signal chain: the samples that its windows are cut from, and what each hop knew
/// of its channels.
public struct ConditionedRecording: Sendable {
  /// What a hop's window ended with.
  public struct Hop: Equatable, Sendable {
    /// Number of the hop since the recording's start.
    public var index: UInt64
    /// Sample index of the last frame used.
    public var inputSample: UInt64
    /// The channels that are judged.
    public var usable: ChannelMask
    /// Each channel's quality over the window.
    public var quality: [Quality]
  }

  /// An input that is no EEG.
  public struct Polygraph: Equatable, Sendable {
    /// Its label.
    public var name: String
    /// What it measures.
    public var role: InputRole
    /// By hop: the value of the newest whole second, beats a minute or square microvolt; nil where it could not be
    /// judged.
    public var values: [Double?]
  }

  /// The signal chain made for the recording.
  public let design: SignalDesign
  /// Seconds of the recording, gaps included.
  public let durationSeconds: Double
  /// What a person may want to know: channels left out, scales assumed.
  public private(set) var notes: [String]
  /// What makes the recording doubtful: units that cannot be, electrodes not recognised.
  public let cautions: [String]
  /// By channel: every conditioned sample from the start on, in 2^-8 microvolt; `SignalChain.missingSample` where one
  /// was lost.
  public private(set) var samples: [[Int32]]
  /// Every hop, in order.
  public private(set) var hops: [Hop] = []
  /// The inputs that are no EEG.
  public private(set) var polygraph: [Polygraph]

  /// The session's channels, in their order.
  public var channelNames: [String] { (0..<Int(design.channelCount)).map { design.names[$0].text } }

  /// Conditions a recording.
  ///
  /// - Parameters:
  ///   - recording: An EDF or BDF file.
  ///   - site: Montage, mains frequencies and quality thresholds.
  ///   - windows: The windows wanted.
  /// - Throws: What is wrong with the recording or the montage.
  public init(_ recording: URL, site: SiteDescription, windows: WindowShape) throws {
    let montage = site.designRequest(inputs: [], rate: Rate(windows.rate), windows: windows).montage
    var source = try FrameSource(url: recording, takesOthers: true, montage: montage.names)
    source.decimate(by: try RatePlan.find(source.rate, modelRate: windows.rate).decimation)
    let inputs = source.inputs.map {
      InputDescription(label: $0.label, calibration: $0.calibration, role: $0.role)
    }
    let designed = try SignalDesigner.design(
      site.designRequest(inputs: inputs, rate: source.rate, windows: windows))
    design = designed.design
    cautions = source.cautions + designed.cautions
    durationSeconds = source.durationSeconds
    polygraph = (0..<Int(designed.design.polygraphCount)).map { signal in
      let input = designed.design.polygraph[signal]
      return Polygraph(name: input.name.text, role: input.role, values: [])
    }
    samples = Array(repeating: [], count: Int(design.channelCount))
    var chain = try SignalChain(design: design, lanes: KernelSet.fromEnvironment().lanes)
    notes = []
    var frame = Frame()
    var nextSampleIndex: UInt64 = 0
    while try source.next(into: &frame) {
      // A gap may be longer than the chain's memory.
      if frame.sampleIndex != nextSampleIndex { appendSamples(of: chain) }
      nextSampleIndex = frame.sampleIndex + 1
      let step = chain.step(frame)
      if step.hopEnded {
        appendSamples(of: chain)
        appendHop(step, of: chain)
      }
    }
    appendSamples(of: chain)
    notes = source.notes + designed.notes
  }

  /// Takes over what the chain has conditioned since the last time; a gap longer than the chain's memory is filled.
  private mutating func appendSamples(of chain: borrowing SignalChain) {
    let end = Int(chain.conditionedEnd)
    for channel in samples.indices {
      let held = max(samples[channel].count, end - SignalLimits.ringSamples)
      let lost = held - samples[channel].count
      samples[channel].append(contentsOf: repeatElement(SignalChain.missingSample, count: lost))
      var fresh = [Int32](repeating: 0, count: end - held)
      var span = fresh.mutableSpan
      chain.copyConditioned(channel: channel, from: UInt64(held), count: end - held, into: &span)
      samples[channel] += fresh
    }
  }

  private mutating func appendHop(_ step: ChainStep, of chain: borrowing SignalChain) {
    hops.append(
      Hop(
        index: step.hopIndex, inputSample: step.lastSampleIndex, usable: chain.usableChannels,
        quality: samples.indices.map { chain.windowQuality($0) }))
    for signal in polygraph.indices {
      let newest = chain.polygraphStretch(signal, ago: 0, length: 1)
      let value = PolygraphChange.value(newest.median, of: polygraph[signal].role)
      polygraph[signal].values.append(newest.seconds > 0 ? value : nil)
    }
  }
}
