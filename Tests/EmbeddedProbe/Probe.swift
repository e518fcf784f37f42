import ADS1299
import Alarms
import Bundle
import EventLog
import Inference
import Runtime
import Signal
import Vocabulary

/// The device side with concrete types, so that the compiler checks every generic path of it and the linker shows what
/// the reachable code needs from outside: nothing that allocates. Never run.
@_cdecl("prodrome_probe")
public func probe(bytes: UnsafeRawPointer, count: Int) -> Int32 {
  // The caller's buffer, only read, only during the call.
  let input = unsafe Span<UInt8>(_unsafeStart: bytes.assumingMemoryBound(to: UInt8.self), count: count)
  do throws(BundleFault) {
    var trust = Trust(leastVersionCounter: 2, board: FixedText("probe"))
    do throws(TrustedKeysFault) { try trust.appendKeys(input) } catch { return -6 }
    let image = try BundleImage(
      checking: input, hasher: ProbeHasher.self, verifier: ProbeVerifier.self, trust: trust)
    return run(image, input) &+ acquire() &+ prepare(image, input)
  } catch {
    return -1
  }
}

private func prepare(_ image: BundleImage, _ bytes: Span<UInt8>) -> Int32 {
  var settings = ADS1299Settings()
  do throws(SettingsFault) { settings = try ADS1299Settings(image.board.frontEnd) } catch { return -7 }
  do throws(BundleDetectorFault) {
    let detector = try BundleDetector(image, in: bytes)
    _ = try detector.makeRuntime(in: bytes, design: detector.design)
  } catch { return -8 }
  return Int32(settings.transferBytes)
}

private func run(_ image: BundleImage, _ bytes: Span<UInt8>) -> Int32 {
  guard let model = image.section(.model), let signal = image.section(.signalDesign),
    let alarms = image.section(.alarmPolicy)
  else { return -2 }
  let section = bytes.extracting(model)
  guard let plan = try? ModelPlan(section: section), let policy = try? AlarmPolicy(decoding: bytes.extracting(alarms)),
    let design = try? SignalDesign(decoding: bytes.extracting(signal))
  else { return -3 }
  let settings = RuntimeSettings(
    policy: policy, thresholdPerChannel: plan.information.threshold(at: .balanced), clipHopsBefore: 10,
    clipHopsAfter: 10)
  do throws(RuntimeFault) {
    var runtime = try Runtime(
      design: design, plan: plan, section: section, settings: settings, kernels: kernels())
    return tick(&runtime, count: bytes.count, section: section)
  } catch {
    return -4
  }
}

private func kernels() -> KernelSet {
  let name: InlineArray<4, UInt8> = [0x6E, 0x65, 0x6F, 0x6E]
  do throws(KernelFault) { return try KernelSet(named: name.span) } catch { return .best }
}

private func tick(_ runtime: inout Runtime, count: Int, section: Span<UInt8>) -> Int32 {
  do throws(LogFault) {
    var log = LogSink(
      try LogWriter<ProbeStorage, ProbeHasher>(opening: ProbeStorage(), seal: SealState(epoch: 1, key: Digest())))
    var digest = DecisionDigest<ProbeHasher>()
    var frame = Frame()
    for index in 0..<UInt64(count) {
      frame.sampleIndex = index
      runtime.tick(frame, section: section, into: &log)
      runtime.tick(frame, section: section, into: &digest)
    }
    return runtime.isSeizureAlarmRaised ? 1 : 0
  } catch {
    return -5
  }
}
