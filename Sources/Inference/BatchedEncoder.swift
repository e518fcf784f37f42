/// Evaluates a one-channel model on many channels' windows, each operator for all of them before the next one.
///
/// A window that continues its channel's last one is evaluated in its new part only, if the model can be; see
/// `StreamPlan`. The evidence is that of the whole window.
public struct BatchedEncoder: ~Copyable {
  /// Neighbouring channels whose windows are evaluated together.
  public struct Run {
    /// Which channels.
    public let channels: Range<Int>
    /// Whether each continues its last window: the one that ended a hop earlier and had the common samples quantised
    /// alike.
    public let continues: Bool

    /// Creates a run.
    public init(channels: Range<Int>, continues: Bool) {
      self.channels = channels
      self.continues = continues
    }
  }

  /// Channels' slices, one after the other, then the arenas of whole windows; of a montage one arena, then its input.
  var memory: InlineArray<180_224, Int8>
  private let stream: StreamPlan
  let kernels: KernelSet
  private let slices: Batch
  let arenas: Batch
  let inputCount: Int
  let inputBase: Int

  /// Creates an encoder.
  ///
  /// - Parameters:
  ///   - plan: A model of int8 input that takes one channel at a time, or a montage of them within
  ///     `InferenceLimits.encoderBytes`.
  ///   - channelCount: How many channels there are, 1 to 32; 1 for a montage, which is evaluated as one.
  ///   - kernels: A set that this processor has.
  public init(_ plan: borrowing ModelPlan, channelCount: Int, kernels: KernelSet = .best) {
    precondition(channelCount >= 1 && channelCount <= 32 && plan.inputBytes == plan.inputCount)
    precondition(
      plan.information.montage == nil
        || (channelCount == 1 && plan.information.montageBytes <= InferenceLimits.encoderBytes))
    let pitch = plan.information.montagePitch
    let room = InferenceLimits.encoderBytes
    stream = StreamPlan(plan, capacity: (room - pitch) / channelCount)
    slices = Batch(first: 0, pitch: stream.sliceBytes, count: channelCount)
    let used = slices.place(channelCount)
    arenas = Batch(first: used, pitch: pitch, count: min(channelCount, (room - used) / pitch))
    (inputCount, inputBase) = (plan.inputCount, plan.inputBase)
    self.kernels = kernels
    memory = InlineArray(repeating: 0)
    // The kernels rely on it.
    precondition(memory.count == room)
  }

  /// Whether a window that continues the last one is evaluated in its new part only.
  public var isStreaming: Bool { stream.isStreaming }

  /// Most channels of a run.
  public func capacity(continues: Bool) -> Int { continues ? slices.count : arenas.count }

  /// How many of a window's last samples are taken of each channel of a run.
  public func sampleCount(continues: Bool) -> Int { continues ? inputCount - stream.firstSample : inputCount }

  /// Takes the samples of one channel's window, before the run that it is part of is evaluated.
  ///
  /// - Parameters:
  ///   - samples: The window's last `sampleCount` samples, as the quantiser gave them.
  ///   - channel: One of the run's.
  ///   - run: The run that is evaluated next.
  public mutating func take(_ samples: Span<Int8>, of channel: Int, in run: Run) {
    precondition(samples.count == sampleCount(continues: run.continues) && run.channels.contains(channel))
    var bytes = memory.mutableSpan
    let place =
      run.continues
      ? slices.place(channel) + stream.inputPlace : arenas.place(channel - run.channels.lowerBound) + inputBase
    bytes.copy(samples, to: place)
  }

  /// Evaluates a run whose samples were taken.
  ///
  /// - Parameters:
  ///   - run: At most `capacity` channels.
  ///   - plan: The model.
  ///   - section: The section the plan was made from.
  ///   - evidence: By channel; those of the run are written.
  public mutating func evaluate(
    _ run: Run, of plan: borrowing ModelPlan, section: Span<UInt8>, into evidence: inout MutableSpan<Int32>
  ) {
    precondition(run.channels.lowerBound >= 0 && run.channels.upperBound <= slices.count)
    precondition(run.channels.count <= capacity(continues: run.continues) && (isStreaming || !run.continues))
    precondition(section.count == plan.sectionBytes)
    let (slices, arenas) = (slices[run.channels], arenas[0..<run.channels.count])
    var bytes = memory.mutableSpan
    if run.continues {
      plan.evaluateNew(slices, of: stream, section: section, memory: &bytes, kernels: kernels)
    } else {
      plan.evaluateWhole(arenas, keeping: stream, in: slices, section: section, memory: &bytes, kernels: kernels)
    }
    let place = run.continues ? stream.evidencePlace : plan.evidencePlace
    plan.readEvidence(
      run.continues ? slices : arenas, from: place, section: section, memory: bytes.span, kernels, into: &evidence,
      at: run.channels.lowerBound)
  }
}
