import EventLog
import Signal
import Vocabulary

/// Encodes record bodies into its buffer and hands them to a sink, stamped with the frame's time.
struct RecordEmitter: ~Copyable {
  /// Time stamp of the frame that leads to the records.
  var monotonicNanoseconds: UInt64 = 0
  private var buffer = ByteBuffer()
  private var samples: InlineArray<512, Int32> = InlineArray(repeating: 0)

  /// Emits one record.
  @inline(__always)
  mutating func emit<Body: RecordBody, Sink: RecordSink & ~Copyable>(_ body: Body, into sink: inout Sink) {
    buffer.hold(body)
    flush(Body.recordKind, into: &sink)
  }

  /// Emits a hop of conditioned EEG, unless a sample of it was lost: a clip never bridges a gap.
  mutating func emit<Sink: RecordSink & ~Copyable>(
    _ clip: ClipBody, from chain: borrowing SignalChain, into sink: inout Sink
  ) {
    buffer.removeAll()
    clip.encodeHeading(into: &buffer)
    for channel in 0..<Int(clip.channelCount) {
      guard append(clip, channel: channel, from: chain) else { return }
    }
    flush(.clip, into: &sink)
  }

  /// Appends one channel's samples; false where one was lost.
  private mutating func append(_ clip: ClipBody, channel: Int, from chain: borrowing SignalChain) -> Bool {
    let count = Int(clip.samplesPerChannel)
    copySamples(channel: channel, from: clip.firstModelSample, count: count, of: chain)
    let hop = samples.span.extracting(0..<count)
    for index in hop.indices {
      guard hop[index] != SignalChain.missingSample else { return false }
      ClipBody.append(hop[index], to: &buffer)
    }
    return true
  }

  private mutating func copySamples(
    channel: Int, from first: UInt64, count: Int, of chain: borrowing SignalChain
  ) {
    var output = samples.mutableSpan
    chain.copyConditioned(channel: channel, from: first, count: count, into: &output)
  }

  private func flush<Sink: RecordSink & ~Copyable>(_ kind: RecordKind, into sink: inout Sink) {
    let stamp = monotonicNanoseconds
    buffer.withBytes { bytes in sink.emit(kind, body: bytes, monotonicNanoseconds: stamp) }
  }
}
