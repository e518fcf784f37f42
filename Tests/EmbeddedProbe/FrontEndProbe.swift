import ADS1299
import Vocabulary

/// Ports that answer with nothing, for compiling the front end's driver without allocations.
struct ProbePorts: SerialBus, FrontEndPins, MonotonicClock, ~Copyable {
  private var now: UInt64 = 0

  var clockHertz: UInt32 { 4_000_000 }
  var wiredLines: ControlLines { ControlLines() }

  mutating func transfer(
    select: UInt8, transmit: Span<UInt8>, receive: inout MutableSpan<UInt8>
  ) throws(PortFault) {
    throw PortFault(port: .bus, code: Int32(transmit.count))
  }

  mutating func drive(_ line: ControlLine, high isHigh: Bool) throws(PortFault) {}

  mutating func nextEdge(select: UInt8, deadlineNanoseconds: UInt64) throws(PortFault) -> DataReadyEdge? { nil }

  mutating func nowNanoseconds() -> UInt64 {
    now += 1
    return now
  }

  mutating func sleep(untilNanoseconds deadlineNanoseconds: UInt64) { now = deadlineNanoseconds }
}

/// Reaches every path of the driver: acquisition, self-tests, impedance.
func acquire() -> Int32 {
  var settings = ADS1299Settings(arrangement: .separateSelects)
  settings.leadOff = LeadOffSettings(frequency: .quarterRate)
  var acquisition = Acquisition(settings: settings, bus: ProbePorts(), pins: ProbePorts(), clock: ProbePorts())
  var frame = Frame()
  do throws(ADS1299Fault) { try acquisition.next(into: &frame) } catch { return selfTest(settings, frame) }
  return Int32(truncatingIfNeeded: frame.sampleIndex)
}

private func selfTest(_ settings: ADS1299Settings, _ frame: Frame) -> Int32 {
  var report = SelfTestReport()
  let idle = ADS1299.Idle(bus: ProbePorts(), pins: ProbePorts(), clock: ProbePorts())
  switch idle.powerUp(settings) {
  case .failed: return impedance(settings, frame)
  case .reached(let configured):
    switch configured.run(.testSignal, into: &report) {
    case .failed: return impedance(settings, frame)
    case .reached(let tested): return stream(tested)
    }
  }
}

private func stream(_ configured: consuming ADS1299<ProbePorts, ProbePorts, ProbePorts>.Configured) -> Int32 {
  switch configured.start() {
  case .failed: return -2
  case .reached(var streaming):
    do throws(ADS1299Fault) { try streaming.checkRegisters() } catch { return -3 }
    switch streaming.stop() {
    case .failed: return -4
    case .reached: return 0
    }
  }
}

private func impedance(_ settings: ADS1299Settings, _ frame: Frame) -> Int32 {
  do throws(SettingsFault) {
    var estimator = try ImpedanceEstimator(settings)
    estimator.add(frame)
    return Int32(truncatingIfNeeded: estimator.ohms(input: 0) ?? 0)
  } catch { return -1 }
}
