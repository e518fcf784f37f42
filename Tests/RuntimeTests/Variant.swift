import Foundation
import Simulation
import Vocabulary

/// One row of the table of variants: what is at the inputs, the reasons of which one is right, and whether anything of
/// the EEG is left.
struct Variant: CustomStringConvertible, Sendable {
  let disturbance: Disturbance

  var description: String { disturbance.description }

  private init(
    _ name: String, _ reasons: Set<ReasonCode>, isTotal: Bool = true,
    apply: @escaping @Sendable (inout Disturbance.Inputs) -> Void
  ) {
    disturbance = Disturbance(name, reasons, isTotal: isTotal, apply: apply)
  }

  private static func replace(_ inputs: inout Disturbance.Inputs, _ value: (Int, inout GeneratedEEG) -> Double) {
    for index in inputs.microvolts.indices { inputs.microvolts[index] = value(index, &inputs.source) }
  }

  /// Mains with harmonics, by number and size; what lies above the rate is damped and folded as in a third-order sinc
  /// filter.
  private static func mains(_ hertz: Double, _ time: Double, phase: Double, rate: Double, _ parts: [(Double, Double)])
    -> Double
  {
    parts.reduce(0) { sum, part in
      let place = Double.pi * part.0 * hertz / rate
      return sum + part.1 * pow(abs(sin(place) / place), 3) * sin(2 * .pi * part.0 * hertz * time + part.0 * phase)
    }
  }

  private static let pure = [(1.0, 1.0)]
  private static let harmonics = [(1.0, 1.0), (2, 0.2), (3, 0.3), (5, 0.15)]
  private static let square = stride(from: 1.0, to: 20, by: 2).map { ($0, 4 / .pi / $0) }

  /// Electrodes hang free.
  private static func off(_ millivolts: Double, _ hertz: Double, _ name: String, _ parts: [(Double, Double)]) -> Variant
  {
    Variant("off, \(millivolts) mV of mains at \(hertz) Hz, \(name)", [.mains, .weak, .spectrum]) { inputs in
      let (time, rate) = (inputs.time, inputs.source.rate)
      replace(&inputs) { index, source in
        1000 * millivolts * (0.7 + 0.05 * Double(index % 8))
          * mains(hertz, time, phase: 0.3 * Double(index), rate: rate, parts) + 0.14 * source.bell()
      }
    }
  }

  private static func shorted(_ noise: Double) -> Variant {
    Variant("shorted, \(noise) µV of noise", [.weak, .flat, .spectrum]) {
      replace(&$0) { _, source in noise * source.bell() }
    }
  }

  private static func dithered(_ microvolts: Double, isUniform: Bool) -> Variant {
    Variant("a constant and \(microvolts) µV, \(isUniform ? "uniform" : "two levels")", [.weak, .flat, .spectrum]) {
      replace(&$0) { index, source in
        let size = isUniform ? 2 * Double.random(in: 0..<1, using: &source.noise) - 1 : source.bell() > 0 ? 1 : -1
        return 1234 + 100 * Double(index) + microvolts * size
      }
    }
  }

  /// One electrode's signal on all, each with a gain of its own.
  private static func copies(_ gain: Double, noise: Double) -> Variant {
    Variant("copies, gains down to \(gain), \(noise) µV of noise", [.copied, .weak]) { inputs in
      let count = Double(inputs.microvolts.count - 1)
      replace(&inputs) { [first = inputs.microvolts[0]] index, source in
        (1 - (1 - gain) * Double(index) / count) * first + noise * source.bell()
      }
    }
  }

  private static func repeated(_ seconds: Double, noise: Double) -> Variant {
    Variant("\(seconds) s again and again, \(noise) µV of noise", [.repeated]) { inputs in
      let rate = inputs.source.rate
      let place = Int((inputs.time * rate).rounded()) % Int((seconds * rate).rounded())
      if inputs.firstSecond.count <= place { inputs.firstSecond.append(inputs.microvolts) }
      replace(&inputs) { [kept = inputs.firstSecond] index, source in kept[place][index] + noise * source.bell() }
    }
  }

  /// The last second for ever, each pass up to 0.3 s longer than it.
  private static func held(_ seconds: Double) -> Variant {
    Variant("\(seconds) s again and again, each a little longer", [.repeated]) { inputs in
      let rate = inputs.source.rate
      let count = Int((seconds * rate).rounded())
      guard inputs.firstSecond.count == count else { return inputs.firstSecond.append(inputs.microvolts) }
      if inputs.memory.isEmpty { inputs.memory = [0, Double(count)] }
      if inputs.memory[0] >= inputs.memory[1] {
        inputs.memory = [0, Double(count) * Double.random(in: 1..<1.3, using: &inputs.source.noise)]
      }
      // What is longer than the second goes on with its beginning.
      let place = Int(inputs.memory[0]) % count
      inputs.memory[0] += 1
      replace(&inputs) { [kept = inputs.firstSecond] index, _ in kept[place][index] }
    }
  }

  /// Each stretch is new, and sent so many times.
  private static func sent(_ seconds: Double, times: Int) -> Variant {
    Variant("each \(seconds) s sent \(times) times", [.repeated]) { inputs in
      let rate = inputs.source.rate
      let count = Int((seconds * rate).rounded())
      let number = Int((inputs.time * rate).rounded())
      let place = number % count
      if number / count % times == 0 {
        if inputs.firstSecond.count <= place { inputs.firstSecond.append(inputs.microvolts) }
        inputs.firstSecond[place] = inputs.microvolts
      }
      replace(&inputs) { [kept = inputs.firstSecond] index, _ in kept[place][index] }
    }
  }

  /// What is one signal on one side of the head; the other carries its EEG.
  enum OneSignal: Sendable {
    case heart, copies
  }

  static func side(_ signal: OneSignal, isLeft: Bool, electrodes: [String], noise: Double) -> Variant {
    let name = "\(signal) on the \(isLeft ? "left" : "right"), \(noise) µV of noise"
    return Variant(name, [.sideLost, .channelsLost], isTotal: false) { inputs in
      let beat = 500 * Disturbance.heart(inputs.time + 0.05 * sin(2 * .pi * 0.11 * inputs.time), rate: 70)
      let first = inputs.microvolts[0]
      replace(&inputs) { [old = inputs.microvolts] index, source in
        guard let digit = electrodes[index].last?.wholeNumberValue, (digit % 2 == 1) == isLeft else {
          return old[index]
        }
        // Neighbours differ: a derivation's share is what they differ by.
        let size = 1 - 0.8 * (0.618 * Double(index)).truncatingRemainder(dividingBy: 1)
        return size * (signal == .heart ? beat : first) + noise * source.bell()
      }
    }
  }

  /// A heart alone, of another size on each channel.
  static func heartAlone(noise: Double) -> Variant { heart(70, 500, noise: noise) }

  /// The front end's own test signal: its clock of 2.048 MHz over a power of two.
  private static func testSignal(_ microvolts: Double, power: Int) -> Variant {
    Variant(
      "test signal of \(microvolts) µV, 2^\(power)",
      [.weak, .copied, .repeated, .pulses, .excessive, .spectrum]
    ) { inputs in
      let phase = (inputs.time * 2_048_000 / Double(1 << power)).truncatingRemainder(dividingBy: 1)
      replace(&inputs) { index, source in
        (phase < 0.5 ? 1 : -1) * microvolts * (1 + 0.003 * Double(index % 3)) + 0.14 * source.bell()
      }
    }
  }

  private static func sine(_ microvolts: Double, _ hertz: Double) -> Variant {
    Variant(
      "a sine of \(microvolts) µV and \(hertz) Hz", [.weak, .copied, .repeated, .spectrum, .excessive]
    ) { inputs in
      replace(&inputs) { [time = inputs.time] index, source in
        microvolts * sin(2 * .pi * hertz * time + 0.7 * Double(index)) + 0.14 * source.bell()
      }
    }
  }

  private static func gain(_ factor: Double) -> Variant {
    Variant("gain times \(factor)", factor < 1 ? [.weak, .flat] : [.excessive, .saturation]) { inputs in
      replace(&inputs) { [microvolts = inputs.microvolts] index, source in
        factor * microvolts[index] + 0.14 * source.bell()
      }
    }
  }

  /// A heart whose beats come at times that vary by a few hundredths.
  private static func heart(_ rate: Double, _ microvolts: Double, noise: Double) -> Variant {
    Variant("a heart, \(rate) a minute, \(microvolts) µV, \(noise) µV of noise", [.pulses, .copied, .weak]) { inputs in
      let wander = inputs.time + 0.05 * sin(2 * .pi * 0.11 * inputs.time)
      let beat = Disturbance.heart(wander, rate: rate)
      replace(&inputs) { index, source in
        microvolts * (1 + 0.2 * Double(index % 5)) * beat + noise * source.bell()
      }
    }
  }

  /// What takes the EEG's place for a part of the time.
  private enum Gap: String {
    case shorted, rail, mains
  }

  private static func duty(_ gap: Gap, _ seconds: Double, of period: Double) -> Variant {
    let reasons: Set<ReasonCode> =
      switch gap {
      case .shorted: [.pulses, .weak, .flat]
      // Both ends of a derivation at one rail have nothing between them.
      case .rail: [.saturation, .pulses, .weak, .excessive]
      case .mains: [.mains, .pulses, .weak, .spectrum, .excessive]
      }
    return Variant("\(gap.rawValue) for \(seconds) s of \(period)", reasons, isTotal: false) { inputs in
      guard inputs.time.truncatingRemainder(dividingBy: period) < seconds else { return }
      replace(&inputs) { [time = inputs.time] index, source in
        switch gap {
        case .shorted: 0.14 * source.bell()
        case .rail: 1_000_000
        case .mains: 8000 * sin(2 * .pi * 50 * time + 0.9 * Double(index)) + 0.14 * source.bell()
        }
      }
    }
  }

  private static func leadOff(_ seconds: Double, of period: Double) -> Variant {
    Variant("lead-off for \(seconds) s of \(period)", [.leadOff], isTotal: false) {
      $0.leadOff = $0.time.truncatingRemainder(dividingBy: period) < seconds
    }
  }

  /// Something on the electrodes of one half; the others carry their EEG.
  private static func half(_ gap: Gap, isFirst: Bool) -> Variant {
    Variant(
      "\(gap.rawValue) on the \(isFirst ? "first" : "second") half",
      [.sideLost, .channelsLost, .saturation, .weak, .flat, .mains, .spectrum, .leadOff], isTotal: false
    ) { inputs in
      let (count, time) = (inputs.microvolts.count, inputs.time)
      replace(&inputs) { [old = inputs.microvolts] index, source in
        guard (index < count / 2) == isFirst else { return old[index] }
        return switch gap {
        case .shorted: 3 * Double(index) + 0.14 * source.bell()
        case .rail: 1_000_000
        case .mains: 8000 * sin(2 * .pi * 50 * time + 0.9 * Double(index)) + 0.14 * source.bell()
        }
      }
    }
  }

  private static let hanging: [Variant] = {
    var found = [0.5, 2, 15, 100].map { off($0, 50, "a sine", pure) }
    for hertz in [49.2, 50.6, 59.5, 60.4] {
      found += [off(1, hertz, "a sine", pure), off(4, hertz, "harmonics", harmonics)]
    }
    return found + [off(0.3, 50.01, "square", square), off(4, 50.01, "square", square)]
  }()

  private static let nothing: [Variant] =
    [0.05, 0.6, 1.5].map { shorted($0) } + [0.3, 1, 3].map { dithered($0, isUniform: false) }
    + [0.3, 1, 3].map { dithered($0, isUniform: true) }

  private static let again: [Variant] = [
    copies(0.995, noise: 1), copies(0.98, noise: 0), copies(0.98, noise: 0.5), copies(0.95, noise: 1),
    copies(0.9, noise: 0.14), repeated(0.248, noise: 0.14), repeated(0.5, noise: 0), repeated(2, noise: 0.14),
    repeated(3.3, noise: 0), repeated(3.3, noise: 0.3), repeated(7.7, noise: 0.14),
  ]

  private static let sentAgain: [Variant] = [
    held(1), held(2), held(3), sent(1, times: 2), sent(1, times: 5), sent(0.5, times: 8), sent(0.1, times: 30),
  ]

  private static let signals: [Variant] =
    [60.0, 1875, 3750].map { testSignal($0, power: 21) } + [60.0, 1875, 3750].map { testSignal($0, power: 20) } + [
      sine(10, 1), sine(60, 3.3), sine(2000, 12), heart(45, 100, noise: 1), heart(45, 500, noise: 3),
      heart(60, 1500, noise: 3), heart(110, 500, noise: 1), heart(150, 500, noise: 3),
    ]

  private static let scales: [Variant] = [1.0 / 30, 1.0 / 50, 1.0 / 200, 30, 200].map { gain($0) }

  private static let cycles: [Variant] = {
    var found = [leadOff(0.2, of: 2)]
    for (seconds, period) in [(1.0, 4.0), (2.5, 7), (5, 10)] {
      found += [duty(.shorted, seconds, of: period), duty(.rail, seconds, of: period)]
      found += [duty(.mains, seconds, of: period), leadOff(seconds, of: period)]
    }
    return found
  }()

  private static let halves: [Variant] = [true, false].flatMap { isFirst in
    [half(.shorted, isFirst: isFirst), half(.rail, isFirst: isFirst), half(.mains, isFirst: isFirst)]
  }

  /// A converter that is read faster than it converts.
  private static func converting(_ hertz: Double) -> Variant {
    Variant("a converter of \(hertz) samples a second", [.repeated]) { inputs in
      let number = (inputs.time * hertz).rounded(.down)
      if inputs.memory.first != number { inputs.memory = [number] + inputs.microvolts }
      inputs.microvolts = Array(inputs.memory.dropFirst())
    }
  }

  /// Breathing on inputs that carry nothing else.
  private static func breathing(_ microvolts: Double, noise: Double) -> Variant {
    Variant("breathing of \(microvolts) µV, \(noise) µV of noise", [.weak]) { inputs in
      let time = inputs.time
      replace(&inputs) { index, source in
        microvolts * sin(2 * .pi * 0.3 * time + 0.7 * Double(index)) + noise * source.bell()
      }
    }
  }

  /// Electrodes hang free, and drift beside the mains.
  private static func drifting(_ millivolts: Double) -> Variant {
    Variant("off, \(millivolts) mV of mains, drifting", [.mains, .weak, .spectrum]) { inputs in
      let time = inputs.time
      if inputs.memory.isEmpty { inputs.memory = Array(repeating: 0, count: inputs.microvolts.count) }
      for index in inputs.microvolts.indices {
        inputs.memory[index] += 0.3 * inputs.source.bell()
        inputs.microvolts[index] =
          1000 * millivolts * sin(2 * .pi * 50 * time + 0.3 * Double(index)) + inputs.memory[index]
          + 0.14 * inputs.source.bell()
      }
    }
  }

  private static let slow: [Variant] = [
    converting(12.5), converting(25), converting(40), breathing(100, noise: 0.14), breathing(500, noise: 0.3),
    drifting(1.5), drifting(2.5),
  ]

  /// The table.
  static let all = hanging + nothing + again + signals + scales + cycles + halves + sentAgain + slow
}
