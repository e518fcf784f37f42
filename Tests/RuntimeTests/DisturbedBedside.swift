import Foundation
import Simulation
import Vocabulary

/// A bedside with generated EEG, disturbed for a while.
final class DisturbedBedside {
  let bedside: Bedside
  private var eeg: GeneratedEEG
  private var inputs: Disturbance.Inputs
  private(set) var seconds = 0.0
  /// Amplitude of a seizure's spikes and waves, by electrode.
  var seizure: [Double]

  init(electrodes: [String] = Bedside.electrodes, seed: UInt64 = 1) throws {
    bedside = try Bedside(electrodes: electrodes)
    eeg = GeneratedEEG(electrodes: electrodes.count, rate: bedside.rate.hertz, seed: seed)
    inputs = Disturbance.Inputs(
      microvolts: [], source: GeneratedEEG(electrodes: 1, rate: bedside.rate.hertz, seed: seed + 1000))
    seizure = Array(repeating: 0, count: electrodes.count)
  }

  /// Microvolts of a converter's unit: 4.5 V, gain 24, 24 bits.
  private static let unit = 4_500_000.0 / 24 / Double((1 << 23) - 1)

  func play(seconds length: Double, microvolts: Double = 20, _ disturbance: Disturbance? = nil) {
    inputs.time = 0
    (inputs.firstSecond, inputs.memory) = ([], [])
    seconds += length
    bedside.play(seconds: length) { frame in
      var values = eeg.background(microvolts: microvolts)
      let wave = eeg.spikeAndWave()
      for index in values.indices { values[index] += seizure[index] * wave }
      inputs.microvolts = values
      (inputs.leadOff, inputs.isLost) = (false, false)
      disturbance?.apply(&inputs)
      inputs.time += 1 / eeg.rate
      for (index, value) in inputs.microvolts.enumerated() {
        frame.codes[index] = Int32(max(-8_388_608, min(8_388_607, (value / Self.unit).rounded())))
        frame.leadOff[index] = inputs.leadOff
      }
      if inputs.isLost { frame.sampleIndex += 1 }
    }
  }

  /// Seconds of the technical alarm's rises and falls, with their reasons.
  var technical: [(phase: AlarmEvent.Phase, seconds: Double, reason: ReasonCode)] {
    bedside.records.alarms.filter { $0.kind == .technical }
      .map { ($0.phase, Double($0.sampleIndex + 1) / eeg.rate, $0.reason) }
  }

  /// The hops that ended between two times.
  func hops(_ range: Range<Double>) -> [Decision] {
    bedside.records.decisions.filter { range.contains(Double($0.sampleIndex + 1) / eeg.rate) }
  }
}
