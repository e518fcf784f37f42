/// What a run of the simulator found.
public struct SimulationReport: Sendable {
  /// A scenario in which a promise was broken, as it was and as short as it still breaks it.
  public struct Failure: Sendable {
    /// The scenario's number.
    public let index: Int
    /// The scenario.
    public let scenario: Scenario
    /// What was broken.
    public let violation: Violation
    /// The faults that are left once it is shrunk.
    public let shrunk: [Fault]

    /// Creates a failure.
    public init(index: Int, scenario: Scenario, violation: Violation, shrunk: [Fault]) {
      self.index = index
      self.scenario = scenario
      self.violation = violation
      self.shrunk = shrunk
    }
  }

  /// Simulated hours.
  public var hours = 0.0
  /// Faults by kind.
  public var faultsInjected: [String: Int] = [:]
  /// The supervisor's and the runtime's handlers that made a record, and ends and restarts.
  public var handlersReached: Set<String> = []
  /// What was broken.
  public var failures: [Failure] = []

  /// Creates an empty report.
  public init() {}

  /// Adds a scenario.
  public mutating func add(_ scenario: Scenario, seconds: Double, handlers: Set<String>) {
    hours += seconds / 3_600
    handlersReached.formUnion(handlers)
    for fault in scenario.faults { faultsInjected[fault.kind.rawValue, default: 0] += 1 }
  }
}
