import Simulation

/// Runs scenarios on the real supervisor and runtime, judges them, and shrinks those that break a promise.
public struct BedSimulator: Sendable {
  private let device: BedDevice

  /// Creates a simulator of the shipped device.
  ///
  /// - Throws: What is wrong with the shipped files.
  public init() throws {
    device = try BedDevice()
  }

  /// Runs one scenario.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - canary: A defect to plant.
  /// - Returns: What was broken, the handlers met, and the seconds that were run.
  /// - Throws: What is wrong with the shipped files.
  public func run(
    _ scenario: Scenario, canary: Canary? = nil
  ) throws -> (violations: [Violation], handlers: Set<String>, seconds: Double) {
    let bed = try VirtualBed(scenario, device: device, canary: canary)
    let violations = try bed.run()
    return (violations, bed.handlers, bed.seconds)
  }

  /// The seed of the scenario with a number in a run.
  public static func seed(of index: Int, seed: UInt64) -> UInt64 {
    var generator = SeededGenerator(seed: seed &+ UInt64(index) &* 0x9E37_79B9)
    return generator.next()
  }

  /// Leaves out what is not needed to break the same rule: halves of the faults, then quarters, down to single ones
  /// (delta debugging; Zeller and Hildebrandt 2002).
  ///
  /// - Parameters:
  ///   - scenario: A scenario that breaks a promise.
  ///   - rule: Which.
  ///   - canary: A defect that is planted.
  /// - Returns: The scenario with as few of its faults as still break it.
  /// - Throws: What is wrong with the shipped files.
  public func shrink(_ scenario: Scenario, rule: Violation.Rule, canary: Canary? = nil) throws -> Scenario {
    func breaks(_ faults: [Fault]) throws -> Bool {
      var candidate = scenario
      candidate.faults = faults
      return try run(candidate, canary: canary).violations.contains { $0.rule == rule }
    }
    var faults = scenario.faults
    if try breaks([]) { faults = [] }
    var parts = 2
    while faults.count >= 2 {
      let size = (faults.count + parts - 1) / parts
      let starts = Array(stride(from: 0, to: faults.count, by: size))
      let smaller = try starts.lazy.map { start in
        Array(faults[..<start] + faults[min(start + size, faults.count)...])
      }.first(where: breaks)
      if let smaller {
        faults = smaller
        parts = max(2, parts - 1)
      } else if size == 1 {
        break
      } else {
        parts = min(faults.count, 2 * parts)
      }
    }
    var shrunk = scenario
    shrunk.faults = faults
    return shrunk
  }
}
