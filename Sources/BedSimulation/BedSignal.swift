import Foundation
import Simulation
import Vocabulary

/// What a bed's electrodes carry, sample by sample: background, seizures and disturbances, all of which are known to
/// whoever judges the device.
struct BedSignal {
  /// All disturbances: those that leave nothing of the EEG, then those that leave a part.
  static let disturbances = Disturbance.total + Disturbance.partial
  static let totalNames = Disturbance.total.map(name)
  static let partialNames = Disturbance.partial.map(name)

  /// A disturbance's name on the command line.
  static func name(of disturbance: Disturbance) -> String {
    let words = disturbance.description.replacingOccurrences(of: "µ", with: "u").lowercased()
      .split { !$0.isLetter && !$0.isNumber }
    return words.joined(separator: "-")
  }

  static let inputs = 8
  static let rate = 250
  /// Microvolts of a converter's unit: 4.5 V, gain 24, 24 bits.
  static let unit = 4_500_000.0 / 24 / Double((1 << 23) - 1)

  /// A minute of background of eight electrodes that goes round without a step, in codes; each electrode is read from a
  /// place of its own.
  private static let background: [Int32] = {
    var eeg = GeneratedEEG(electrodes: inputs, rate: Double(rate), seed: 20)
    let (count, seam) = (60 * rate, rate)
    var frames = (0..<count + seam).map { _ in eeg.background(microvolts: 9) }
    for index in 0..<seam {
      let angle = Double(index) / Double(seam) * .pi / 2
      for input in 0..<inputs {
        frames[index][input] = sin(angle) * frames[index][input] + cos(angle) * frames[count + index][input]
      }
    }
    return frames[..<count].flatMap { $0.map { Int32(($0 / unit).rounded()) } }
  }()
  /// A minute of spikes and waves.
  private static let waves: [Float] = {
    var eeg = GeneratedEEG(electrodes: 1, rate: Double(rate), seed: 21)
    return (0..<60 * rate).map { _ in Float(eeg.spikeAndWave()) }
  }()

  private let offsets: [Int]
  private let source: GeneratedEEG
  private var disturbance: Disturbance?
  private var disturbed: Disturbance.Inputs
  /// Amplitude of a seizure's waves by electrode, in microvolts; empty without one.
  var seizure: [Double] = []
  /// Electrodes that are off.
  var off = ChannelMask()

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    offsets = (0..<Self.inputs).map { _ in Int(generator.below(UInt64(60 * Self.rate))) }
    source = GeneratedEEG(electrodes: 1, rate: Double(Self.rate), seed: generator.next())
    disturbed = Disturbance.Inputs(microvolts: [], source: source)
  }

  /// Begins a disturbance, or ends it.
  private mutating func disturb(_ disturbance: Disturbance?) {
    self.disturbance = disturbance
    disturbed = Disturbance.Inputs(microvolts: [], source: source)
  }

  /// Begins a fault of the electrodes, or ends it.
  mutating func set(_ fault: Fault, isOn: Bool) {
    switch fault.kind {
    case .notEEG: disturb(isOn ? Disturbance.total[fault.variant] : nil)
    case .interrupted: disturb(isOn ? Disturbance.partial[fault.variant] : nil)
    case .electrodeOff: off[0] = isOn
    case .sideOff: for input in 4..<Self.inputs { off[input] = isOn }
    default: for input in 0..<Self.inputs { off[input] = isOn }
    }
  }

  /// Fills in what the electrodes carry.
  ///
  /// - Parameters:
  ///   - frame: Its codes and lead-off are set.
  ///   - sample: Number of the sample since the scenario's start.
  /// - Returns: Whether the frame is lost on its way.
  mutating func fill(_ frame: inout Frame, at sample: Int) -> Bool {
    let place = sample % (60 * Self.rate)
    for input in 0..<Self.inputs {
      var index = place + offsets[input]
      if index >= 60 * Self.rate { index -= 60 * Self.rate }
      frame.codes[input] = Self.background[index * Self.inputs + input]
    }
    if !seizure.isEmpty {
      let wave = Double(Self.waves[place])
      for input in 0..<Self.inputs { frame.codes[input] += Int32(seizure[input] * wave / Self.unit) }
    }
    frame.leadOff = off
    return disturbance == nil ? false : disturb(&frame)
  }

  private mutating func disturb(_ frame: inout Frame) -> Bool {
    disturbed.microvolts = (0..<Self.inputs).map { Double(frame.codes[$0]) * Self.unit }
    (disturbed.leadOff, disturbed.isLost) = (false, false)
    disturbance?.apply(&disturbed)
    disturbed.time += 1 / Double(Self.rate)
    for input in 0..<Self.inputs {
      let code = (disturbed.microvolts[input] / Self.unit).rounded()
      frame.codes[input] = Int32(max(-8_388_608, min(8_388_607, code)))
    }
    if disturbed.leadOff { frame.leadOff = ChannelMask(first: Self.inputs) }
    return disturbed.isLost
  }
}
