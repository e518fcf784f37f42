/// How scenarios are drawn.
public struct SimulationProfile: Sendable {
  /// Its name.
  public let name: String
  /// Length of a scenario.
  public let scenarioSeconds: Double
  /// Length of one with faults on the wires, in which every byte to the chip is played.
  public let wiredSeconds: Double
  /// One scenario in so many is such a one.
  public let scenariosPerWired: Int
  /// Seconds for each fault.
  public let secondsPerFault: Double

  /// Half an hour each; the driver and the chip byte by byte only where a fault reaches the wires, in one scenario of
  /// 24, for five minutes.
  public static let fast = SimulationProfile(
    name: "fast", scenarioSeconds: 1_800, wiredSeconds: 300, scenariosPerWired: 24, secondsPerFault: 150)
  /// Every scenario byte by byte.
  public static let wires = SimulationProfile(
    name: "wires", scenarioSeconds: 600, wiredSeconds: 600, scenariosPerWired: 1, secondsPerFault: 60)
  /// Many faults at a time.
  public static let dense = SimulationProfile(
    name: "dense", scenarioSeconds: 900, wiredSeconds: 300, scenariosPerWired: 12, secondsPerFault: 45)

  /// All there are.
  public static let all = [fast, wires, dense]
}
