import Foundation
import Simulation
import Testing
import Vocabulary

/// What seizures look like stays EEG: no rule may take one away.
@Suite struct StaysEEGTests {
  private func expectJudged(_ bed: DisturbedBedside, from start: Double) {
    let hops = bed.hops(start..<bed.seconds)
    let unjudged = hops.filter { $0.usable.count < Int($0.channelCount) }
    let found = Set(unjudged.flatMap { hop in (0..<Int(hop.channelCount)).map { hop.quality[$0].rawValue } })
    #expect(hops.count > 10 && unjudged.isEmpty, "\(unjudged.count) of \(hops.count), defects \(found)")
    #expect(bed.technical.isEmpty)
  }

  @Test(arguments: [Bedside.electrodes, (1...8).map { "EEG\($0)" }], [50.0, 150, 300])
  func spikesAndWavesAlikeOnAllChannels(electrodes: [String], microvolts: Double) throws {
    let bed = try DisturbedBedside(electrodes: electrodes, seed: 3)
    bed.play(seconds: 10)
    bed.seizure = bed.seizure.indices.map { microvolts * (1 + 0.02 * Double($0)) }
    bed.play(seconds: 60, microvolts: 10)
    expectJudged(bed, from: 6)
  }

  @Test func electrodecrementAndLowVoltageFastActivity() throws {
    let bed = try DisturbedBedside(seed: 4)
    bed.play(seconds: 12)
    bed.play(seconds: 10, microvolts: 3)
    bed.play(
      seconds: 15, microvolts: 3,
      Disturbance("low-voltage fast activity", []) { inputs in
        for index in inputs.microvolts.indices {
          inputs.microvolts[index] += 5 * sin(2 * .pi * (20 + 0.1 * Double(index)) * inputs.time)
        }
      })
    bed.play(seconds: 20)
    expectJudged(bed, from: 6)
  }

  /// Noise without what lies below about 20 Hz, twice.
  private static func muscle(_ microvolts: Double) -> Disturbance {
    Disturbance("muscle", []) { inputs in
      let count = inputs.microvolts.count
      if inputs.memory.isEmpty { inputs.memory = Array(repeating: 0, count: 2 * count) }
      for index in 0..<count {
        var value = microvolts * inputs.source.bell()
        for place in [index, count + index] {
          inputs.memory[place] += 0.4 * (value - inputs.memory[place])
          value -= inputs.memory[place]
        }
        inputs.microvolts[index] += value
      }
    }
  }

  @Test(arguments: [100.0, 1000])
  func muscleNeverGates(microvolts: Double) throws {
    let bed = try DisturbedBedside(seed: 5)
    bed.play(seconds: 12)
    bed.play(seconds: 45, Self.muscle(microvolts))
    bed.seizure = bed.seizure.map { _ in 150 }
    bed.play(seconds: 45, Self.muscle(microvolts))
    expectJudged(bed, from: 6)
  }

  /// Each sample of a recording of 62.5 a second four times.
  @Test func samplesThatWereDoubledTwiceStayEEG() throws {
    let bed = try DisturbedBedside(seed: 7)
    bed.play(
      seconds: 40,
      Disturbance("samples four times", []) { inputs in
        let number = (inputs.time * 62.5 + 1e-6).rounded(.down)
        if inputs.memory.first != number { inputs.memory = [number] + inputs.microvolts }
        inputs.microvolts = Array(inputs.memory.dropFirst())
      })
    expectJudged(bed, from: 6)
  }

  /// Delta of 75 µV whose density falls with the fourth power of frequency, steeper than sleep and anaesthesia have it.
  @Test func steepDeltaStaysEEG() throws {
    let bed = try DisturbedBedside(seed: 8)
    bed.play(seconds: 12)
    bed.play(
      seconds: 40,
      Disturbance("steep delta", []) { inputs in
        let count = inputs.microvolts.count
        if inputs.memory.isEmpty { inputs.memory = Array(repeating: 0, count: 2 * count) }
        for index in 0..<count {
          inputs.memory[index] += 0.02 * (90 * inputs.source.bell() - inputs.memory[index])
          inputs.memory[count + index] += 0.02 * (inputs.memory[index] - inputs.memory[count + index])
          inputs.microvolts[index] = 12 * inputs.memory[count + index]
        }
      })
    expectJudged(bed, from: 6)
  }

  @Test func aPersonOfLowVoltageIsJudged() throws {
    let bed = try DisturbedBedside(seed: 6)
    bed.play(seconds: 60, microvolts: 4)
    expectJudged(bed, from: 6)
  }
}
