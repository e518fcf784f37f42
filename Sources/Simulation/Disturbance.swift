import Foundation
import Vocabulary

/// What can be wrong between a head and the converter: changes what the electrodes carry.
public struct Disturbance: Sendable, CustomStringConvertible {
  /// One frame in microvolts, and what the front end says of its electrodes.
  public struct Inputs {
    /// What each electrode carries.
    public var microvolts: [Double]
    /// Whether the front end says that all electrodes are off.
    public var leadOff = false
    /// Whether a frame is lost before this one.
    public var isLost = false
    /// Seconds since the disturbance began.
    public var time = 0.0
    /// A source of noise of its own.
    public var source: GeneratedEEG
    /// The first second since it began, frame by frame.
    public var firstSecond: [[Double]] = []
    /// What a filter remembers.
    public var memory: [Double] = []

    /// Creates inputs.
    public init(microvolts: [Double], source: GeneratedEEG) {
      self.microvolts = microvolts
      self.source = source
    }
  }

  /// What it is, in words.
  public let description: String
  /// Reasons of which one is right.
  public let reasons: Set<ReasonCode>
  /// Whether nothing of the EEG is left, so that no hop may be judged.
  public let isTotal: Bool
  /// Changes a frame.
  public let apply: @Sendable (inout Inputs) -> Void

  /// Creates a disturbance.
  public init(
    _ name: String, _ reasons: Set<ReasonCode>, isTotal: Bool = true, apply: @escaping @Sendable (inout Inputs) -> Void
  ) {
    description = name
    self.reasons = reasons
    self.isTotal = isTotal
    self.apply = apply
  }

  private static func replace(_ inputs: inout Inputs, _ value: (Int, inout GeneratedEEG) -> Double) {
    for index in inputs.microvolts.indices {
      inputs.microvolts[index] = value(index, &inputs.source)
    }
  }

  private static func open(_ millivolts: Double) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      let time = inputs.time
      replace(&inputs) { index, source in
        1000 * millivolts * (0.7 + 0.05 * Double(index)) * sin(2 * .pi * 50 * time + 0.3 * Double(index))
          + 0.14 * source.bell()
      }
    }
  }

  private static func scale(_ factor: Double) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      replace(&inputs) { [microvolts = inputs.microvolts] index, source in
        factor * microvolts[index] + 0.14 * source.bell()
      }
    }
  }

  private static func mains(_ microvolts: Double, hertz: Double) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      for index in inputs.microvolts.indices {
        inputs.microvolts[index] +=
          microvolts * (0.4 + 0.1 * Double(index % 7))
          * sin(2 * .pi * hertz * inputs.time + 0.9 * Double(index))
      }
    }
  }

  /// One beat of a heart at 70 in a minute, 1 at the top of its R wave.
  public static func heart(_ time: Double, rate: Double = 70) -> Double {
    let beats = time * rate / 60
    let place = (beats - beats.rounded(.down)) * 60 / rate
    func bump(_ center: Double, _ width: Double) -> Double { exp(-pow((place - center) / width, 2) / 2) }
    return bump(0.3, 0.011) - 0.2 * bump(0.27, 0.01) - 0.25 * bump(0.33, 0.012) + 0.12 * bump(0.14, 0.022)
      + 0.25 * bump(0.56, 0.035)
  }

  /// All after which nothing of the EEG is left, or too little for a montage.
  public static let total: [Disturbance] = [
    Disturbance("off, 4 mV of mains", [.mains, .weak], apply: open(4)),
    Disturbance("off, 40 mV of mains", [.mains, .weak, .spectrum], apply: open(40)),
    Disturbance("shorted", [.weak, .flat]) { replace(&$0) { _, source in 0.14 * source.bell() } },
    Disturbance("all alike", [.copied, .weak, .flat]) { inputs in
      replace(&inputs) { [first = inputs.microvolts[0]] _, _ in first }
    },
    Disturbance("all alike but for noise", [.copied, .weak]) { inputs in
      replace(&inputs) { [first = inputs.microvolts[0]] _, source in first + 0.14 * source.bell() }
    },
    Disturbance("all alike and loud", [.copied, .weak]) { inputs in
      replace(&inputs) { [first = inputs.microvolts[0]] _, source in 40 * first + 0.14 * source.bell() }
    },
    Disturbance("the same second for ever", [.repeated]) { inputs in
      let place = Int((inputs.time * inputs.source.rate).rounded()) % Int(inputs.source.rate)
      if inputs.firstSecond.count <= place { inputs.firstSecond.append(inputs.microvolts) }
      inputs.microvolts = inputs.firstSecond[place]
    },
    Disturbance("the same second and noise", [.repeated]) { inputs in
      let place = Int((inputs.time * inputs.source.rate).rounded()) % Int(inputs.source.rate)
      if inputs.firstSecond.count <= place { inputs.firstSecond.append(inputs.microvolts) }
      replace(&inputs) { [second = inputs.firstSecond] index, source in second[place][index] + 0.14 * source.bell() }
    },
    Disturbance("a constant and a microvolt", [.weak, .spectrum, .flat]) {
      replace(&$0) { index, source in 1234 + 100 * Double(index) + (source.bell() > 0 ? 0.5 : -0.5) }
    },
    Disturbance("test signal, square", [.weak, .copied, .repeated, .pulses, .excessive]) { inputs in
      let isUp = (inputs.time * 2_048_000 / 2_097_152).truncatingRemainder(dividingBy: 1) < 0.5
      replace(&inputs) { index, source in
        (isUp ? 1875 : -1875) * (1 + 0.001 * Double(index % 3)) + 0.14 * source.bell()
      }
    },
    Disturbance("test signal, sine", [.weak, .copied, .repeated]) { inputs in
      replace(&inputs) { [time = inputs.time] _, source in 500 * sin(2 * .pi * 7 * time) + 0.14 * source.bell() }
    },
    Disturbance("a twentieth of the gain", [.weak], apply: scale(0.05)),
    Disturbance("a hundredth of the gain", [.weak, .flat], apply: scale(0.01)),
    Disturbance("a hundred times the gain", [.excessive], apply: scale(100)),
    Disturbance("a thousand times the gain", [.excessive, .saturation], apply: scale(1000)),
    Disturbance("a heart only", [.pulses, .weak, .copied]) { inputs in
      replace(&inputs) { [time = inputs.time] index, source in
        (300 + 60 * Double(index % 5)) * heart(time) + 0.14 * source.bell()
      }
    },
    Disturbance("a heart and noise", [.pulses], apply: beat(70, noise: 1)),
    Disturbance("a heart and more noise", [.pulses], apply: beat(70, noise: 3)),
    Disturbance("a fast heart and noise", [.pulses], apply: beat(140, noise: 1)),
    Disturbance("the heart of a child and noise", [.pulses], apply: beat(180, noise: 1)),
    Disturbance("fifty times the gain", [.excessive], apply: scale(50)),
    Disturbance("white noise", [.spectrum]) { replace(&$0) { _, source in 30 * source.bell() } },
    Disturbance("white noise, 2 µV", [.spectrum, .weak]) { replace(&$0) { _, source in 2 * source.bell() } },
    Disturbance("a pure line", [.repeated, .spectrum]) { inputs in
      replace(&inputs) { [time = inputs.time] index, source in
        60 * sin(2 * .pi * 17.3 * time + 0.7 * Double(index)) + 0.14 * source.bell()
      }
    },
    Disturbance("20 mV of mains", [.mains, .spectrum], apply: mains(20_000, hertz: 50)),
    Disturbance("3 mV of mains at 50.8 Hz", [.mains, .spectrum], apply: mains(3000, hertz: 50.8)),
  ]

  private static func beat(_ rate: Double, noise: Double) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      let beat = heart(inputs.time, rate: rate)
      replace(&inputs) { index, source in (300 + 60 * Double(index % 5)) * beat + noise * source.bell() }
    }
  }

  /// Each electrode jumps for good, by up to so many millivolts, every few seconds at its own times.
  private static func jumps(_ millivolts: Double, every seconds: Double) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      let count = inputs.microvolts.count
      if inputs.memory.isEmpty { inputs.memory = Array(repeating: 0, count: count) }
      for index in 0..<count {
        let place = (inputs.time + 0.37 * Double(index)).truncatingRemainder(dividingBy: seconds)
        if place < 1 / inputs.source.rate {
          inputs.memory[index] = inputs.memory[index] > 0 ? 0 : 1000 * millivolts * (1 + 0.1 * inputs.source.bell())
        }
        inputs.microvolts[index] += inputs.memory[index]
      }
    }
  }

  private static func gone(_ seconds: Double, every period: Double) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      if inputs.time.truncatingRemainder(dividingBy: period) < seconds {
        replace(&inputs) { _, source in 0.14 * source.bell() }
      }
    }
  }

  /// All that leave some EEG: by duty cycle, or on a part of the montage.
  public static let partial: [Disturbance] = [
    Disturbance("jumps of 3 mV every 3 s", [.excessive], isTotal: false, apply: jumps(3, every: 3)),
    Disturbance("jumps of 8 mV every 5 s", [.excessive], isTotal: false, apply: jumps(8, every: 5)),
    Disturbance("mains at 50.8 Hz", [.spectrum, .mains], isTotal: false, apply: mains(200, hertz: 50.8)),
    Disturbance("mains at 49.2 Hz", [.spectrum, .mains], isTotal: false, apply: mains(200, hertz: 49.2)),
    Disturbance("nothing for half a second of four", [.pulses], isTotal: false, apply: gone(0.5, every: 4)),
    Disturbance("nothing for 0.4 s of five", [.pulses], isTotal: false, apply: gone(0.4, every: 5)),
    Disturbance("lead-off of 0.3 s in 4 s", [.leadOff], isTotal: false) { inputs in
      inputs.leadOff = inputs.time.truncatingRemainder(dividingBy: 4) < 0.3
    },
    Disturbance("a rail of 3.5 s in 9 s", [.saturation], isTotal: false) { inputs in
      if inputs.time.truncatingRemainder(dividingBy: 9) < 3.5 { replace(&inputs) { _, _ in 1_000_000 } }
    },
    Disturbance("nothing for a second of every four", [.pulses, .weak], isTotal: false) { inputs in
      if inputs.time.truncatingRemainder(dividingBy: 4) < 1 { replace(&inputs) { _, _ in 0 } }
    },
    Disturbance("a frame lost in 6 s", [.framesLost], isTotal: false) { inputs in
      inputs.isLost = Int((inputs.time * inputs.source.rate).rounded()) % Int(6 * inputs.source.rate) == 100
    },
  ]
}
