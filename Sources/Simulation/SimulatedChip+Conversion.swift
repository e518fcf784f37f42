import ADS1299
import Foundation

extension SimulatedChip {
  /// Converts all inputs: the next frame.
  func convert(at time: Double) {
    var bytes = statusWord()
    for input in 0..<8 {
      let code = code(input: input, at: time)
      let bits = UInt32(bitPattern: code)
      bytes += [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8)]
      bytes.append(UInt8(truncatingIfNeeded: bits))
    }
    frame = bytes
    frameConversion = conversions
    conversions += 1
    conversionsSinceStart += 1
    latchedAt = time
  }

  /// The status word. Where a comparator is not asked, it says anything.
  private func statusWord() -> [UInt8] {
    let comparatorsOn = registers[.configuration4] & 0x02 != 0
    let askedPositive = comparatorsOn ? registers[.leadOffPositive] : 0
    let askedNegative = comparatorsOn ? registers[.leadOffNegative] : 0
    let chance = noise.next()
    let positive = signal.positiveOff & askedPositive | UInt8(truncatingIfNeeded: chance) & ~askedPositive
    let negative = signal.negativeOff & askedNegative | UInt8(truncatingIfNeeded: chance >> 8) & ~askedNegative
    let pins = registers[.generalPurposePins] >> 4
    return [0xC0 | positive >> 4, positive << 4 | negative >> 4, negative << 4 | pins]
  }

  private func code(input: Int, at time: Double) -> Int32 {
    let setting = registers.bytes[Int(Register.channel1.rawValue) + input]
    guard setting & 0x80 == 0 else { return 0 }
    let gain = Double((Gain(rawValue: setting >> 4 & 7) ?? .x1).factor)
    guard let microvolts = referenceMicrovolts else { return 0x7F_FFFF }
    let nanovolts = nanovolts(input: input, source: InputSource(rawValue: setting & 7), at: time)
    let exact = nanovolts * gain * 8_388_608 / (microvolts * 1_000)
    return Int32(min(max(exact.rounded(), -8_388_608), 8_388_607))
  }

  /// The reference in use; none if its own buffer is off and the board has none.
  private var referenceMicrovolts: Double? {
    registers[.configuration3] & 0x80 != 0 ? 4_500_000 : externalReferenceMicrovolts.map(Double.init)
  }

  private func nanovolts(input: Int, source: InputSource?, at time: Double) -> Double {
    switch source {
    case .electrode:
      Double(signal.nanovolts(conversions, input)) + leadOffNanovolts(input: input, at: time)
    case .shorted: Double(Int64(noise.below(UInt64(shortedNoiseNanovolts))) - shortedNoiseNanovolts / 2)
    case .testSignal: testNanovolts(at: time)
    default: 0
    }
  }

  /// The square wave of VREF / 2400, or twice that, if it is made inside.
  private func testNanovolts(at time: Double) -> Double {
    let setting = registers[.configuration2]
    guard setting & 0x10 != 0, !isTestSignalBroken, let microvolts = referenceMicrovolts else { return 0 }
    let amplitude = microvolts * 1_000 / 2_400 * (setting & 0x04 != 0 ? 2 : 1)
    let periodClocks: UInt64
    switch setting & 3 {
    case 0: periodClocks = 1 << 21
    case 1: periodClocks = 1 << 20
    default: return -amplitude
    }
    let turn = (time / nanoseconds(clocks: periodClocks)).truncatingRemainder(dividingBy: 1)
    return turn < 0.5 ? -amplitude : amplitude
  }

  /// What the lead-off current makes of an electrode's impedance, after the converter's third-order sinc filter.
  private func leadOffNanovolts(input: Int, at time: Double) -> Double {
    let bit: UInt8 = 1 << UInt8(input)
    guard (registers[.leadOffPositive] | registers[.leadOffNegative]) & bit != 0 else { return 0 }
    let setting = registers[.leadOff]
    let nanoamperes: [Double] = [6, 24, 6_000, 24_000]
    let amplitude = nanoamperes[Int(setting >> 2 & 3)] * signal.ohms[input]
    let periodClocks: UInt64
    switch setting & 3 {
    case 1: periodClocks = 1 << 18
    case 2: periodClocks = 1 << 16
    case 3: periodClocks = 4 * rate.periodClocks
    default: return amplitude
    }
    let angle = 2 * Double.pi * time / nanoseconds(clocks: periodClocks)
    let ratio = Double(rate.periodClocks) / Double(periodClocks)
    return stride(from: 1.0, through: 63, by: 2).reduce(0) { sum, harmonic in
      let x = Double.pi * harmonic * ratio
      let filter = pow(sin(x) / x, 3)
      return sum + 4 / Double.pi / harmonic * amplitude * filter * sin(harmonic * angle)
    }
  }
}
