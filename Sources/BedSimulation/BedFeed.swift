import Simulation
import Vocabulary

/// What the electrodes of a made-up bed carry, frame by frame, for whoever feeds a board with it: background, seizures
/// and what can be wrong between the head and the converter, each at a stated time.
public struct BedFeed {
  /// Inputs of a frame.
  public static let inputCount = BedSignal.inputs
  /// Frames in a second.
  public static let framesPerSecond = BedSignal.rate
  /// The gain and the reference, in microvolts, of the codes.
  public static let gain = 24
  public static let referenceMicrovolts = 4_500_000

  private let scenario: Scenario
  private let frameCount: Int

  /// Plans a feed; nothing is made up yet.
  ///
  /// - Parameters:
  ///   - seed: Of everything that is drawn: equal seeds give equal frames.
  ///   - seconds: How long it is.
  ///   - seizures: Spikes and waves.
  ///   - faults: What is wrong with what the electrodes carry.
  /// - Throws: `FaultTextError` for a fault that lies elsewhere, or overlaps another.
  public init(
    seed: UInt64, seconds: Double, seizures: [Scenario.Seizure], faults: [Fault]
  ) throws(FaultTextError) {
    for (index, fault) in faults.enumerated() {
      guard fault.kind.traits.reach == .electrodes else {
        throw FaultTextError(found: "\(fault)", expected: "a fault of the electrodes")
      }
      if let other = faults[..<index].first(where: { fault.start < $0.end && $0.start < fault.end }) {
        throw FaultTextError(found: "\(other) and \(fault)", expected: "one after the other")
      }
    }
    scenario = Scenario(seed: seed, seconds: seconds, faults: faults, seizures: seizures, reaction: nil)
    frameCount = Int(seconds * Double(BedSignal.rate))
  }

  /// Makes the frames up, in order; one that a fault loses on its way is left out, and the next has a number more.
  ///
  /// - Parameter body: Takes each.
  /// - Throws: What `body` throws.
  public func forEachFrame(_ body: (Frame) throws -> Void) rethrows {
    var signal = BedSignal(seed: scenario.seed)
    var events = BedEvent.all(of: scenario)[...]
    for sample in 0..<frameCount {
      let time = VirtualBed.epoch + UInt64(sample) * 1_000_000_000 / UInt64(BedSignal.rate)
      while let event = events.first, event.time <= time {
        events.removeFirst()
        switch event.change {
        case .seizure(let seizure): signal.seizure = seizure?.microvolts ?? []
        case .begin(let fault): signal.set(fault, isOn: true)
        case .end(let fault): signal.set(fault, isOn: false)
        }
      }
      var frame = Frame(sampleIndex: UInt64(sample))
      if !signal.fill(&frame, at: sample) { try body(frame) }
    }
  }
}
