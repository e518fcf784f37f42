import ArgumentParser
import BedSimulation
import Foundation

/// `prodrome simulate`: the real supervisor and runtime at a simulated bed, through every fault.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Drive the device's own supervisor and runtime through faults at a simulated bed, and judge it.",
    discussion: """
      Each scenario is drawn from the seed: EEG with seizures, a person who answers alarms or does not, and faults of electrodes, wires, \
      threads, disk and lines. What breaks a promise is shrunk to the fewest faults that still do, and printed with the command that \
      replays it.

      Example: prodrome simulate --seed 1 --hours 10
      Example: prodrome simulate --seed 1 --canary flush-lies --hours 2
      Example: prodrome simulate --reference --fault "disk-full@200+60"

      Exit code: 0 no promise broken, 1 one was, 64 usage, 65 a shipped file was refused.
      """)

  @Option(help: "The seed of everything that is drawn.")
  var seed: UInt64 = 1

  @Option(help: "Simulated hours, rounded up to whole scenarios.")
  var hours = 1.0

  @Option(help: "How scenarios are drawn: \(SimulationProfile.all.map(\.name).joined(separator: ", ")).")
  var profile = SimulationProfile.fast.name

  @Option(help: "Only the scenario with this number.")
  var scenario: Int?

  @Option(help: "These faults instead of those drawn; KIND@START+SECONDS or KIND/VARIANT@START+SECONDS.")
  var fault: [String] = []

  @Flag(help: "The reference scenario of five minutes instead of those drawn.")
  var reference = false

  @Option(help: "Plant a defect: its oracle must find it (see --list).")
  var canary: String?

  @Flag(help: "Plant each canary once, in the scenario in which it has to show.")
  var canaries = false

  @Flag(help: "List kinds of faults and canaries.")
  var list = false

  @Flag(help: "Print JSON lines.")
  var json = false

  func validate() throws {
    guard hours > 0 && hours <= 1_000_000 else { throw ValidationError("--hours: found \(hours), expected above 0") }
    guard SimulationProfile.all.contains(where: { $0.name == profile }) else {
      throw ValidationError(
        "--profile: found \(profile), expected \(SimulationProfile.all.map(\.name).joined(separator: ", "))")
    }
    if let canary, Canary(canary) == nil { throw ValidationError("--canary: found \(canary), expected one of --list") }
    do { try checkOverlaps(fault.map { try Fault($0) }) } catch let error as FaultTextError {
      throw ValidationError("--fault: \(error)")
    }
  }

  private func checkOverlaps(_ faults: [Fault]) throws {
    for (index, fault) in faults.enumerated() {
      let other = faults[..<index].first { !fault.canOverlap($0) && fault.start <= $0.end && $0.start <= fault.end }
      guard let other else { continue }
      throw ValidationError(
        "--fault: found \(other) and \(fault) at the same time, expected one of the electrodes, the disk or a kind"
      )
    }
  }

  func run() throws {
    if list { return printLists() }
    let simulator: BedSimulator
    do { simulator = try BedSimulator() } catch { throw Console.refusal("simulate", error) }
    let isRight = canaries ? try runCanaries(simulator) : try runScenarios(simulator)
    guard isRight else { throw ExitCode(1) }
  }

  private func printLists() {
    for kind in FaultKind.allCases {
      let variants = kind.variants.isEmpty ? "" : "/" + kind.variants.joined(separator: "|")
      print("fault  \(kind.traits.reach)  \(kind.rawValue)\(variants)")
    }
    for canary in Canary.all { print("canary \(canary)") }
  }

  /// The scenarios that were asked for, with their numbers.
  private func scenarios() throws -> [(index: Int, scenario: Scenario)] {
    let drawn = SimulationProfile.all.first { $0.name == profile } ?? .fast
    let faults = try fault.map { try Fault($0) }
    if reference { return [(0, .reference(seed: seed, faults: faults))] }
    var chosen: [(Int, Scenario)] = []
    var (index, left) = (scenario ?? 0, hours * 3_600)
    while left > 0 && (scenario == nil || chosen.isEmpty) {
      var made = Scenario(seed: BedSimulator.seed(of: index, seed: seed), profile: drawn)
      if !fault.isEmpty { made.faults = faults }
      chosen.append((index, made))
      left -= made.seconds
      index += 1
    }
    return chosen
  }

  private func runScenarios(_ simulator: BedSimulator) throws -> Bool {
    let planted = canary.flatMap { Canary($0) }
    var report = SimulationReport()
    let begun = ContinuousClock.now
    var said = begun
    for (index, scenario) in try scenarios() {
      if !json && (self.scenario != nil || reference || hours <= 2) { show(index, scenario) }
      let result = try simulator.run(scenario, canary: planted)
      report.add(scenario, seconds: result.seconds, handlers: result.handlers)
      if let violation = result.violations.first {
        let shrunk = try simulator.shrink(scenario, rule: violation.rule, canary: planted)
        report.failures.append(
          SimulationReport.Failure(index: index, scenario: scenario, violation: violation, shrunk: shrunk.faults))
        try show(report.failures[report.failures.count - 1])
      }
      if ContinuousClock.now - said > .seconds(10) {
        said = .now
        Console.note(String(format: "%.1f of %.1f h, %d violations", report.hours, hours, report.failures.count))
      }
    }
    try conclude(report, factor: report.hours * 3_600 / ((ContinuousClock.now - begun) / .seconds(1)))
    return report.failures.isEmpty
  }

  private func show(_ index: Int, _ scenario: Scenario) {
    print("scenario \(index): \(Int(scenario.seconds)) s\(scenario.isWired ? ", byte by byte" : "")")
    for seizure in scenario.seizures {
      print("  seizure@\(Int(seizure.start))+\(Int(seizure.seconds)) \(seizure.isLeft ? "left" : "right")")
    }
    for fault in scenario.faults { print("  \(fault)") }
  }

  private func show(_ failure: SimulationReport.Failure) throws {
    let violation = failure.violation
    let place = reference ? "--reference" : "--profile \(profile) --scenario \(failure.index)"
    let faults = failure.shrunk.map { " --fault \"\($0)\"" }.joined()
    let plant = canary.map { " --canary \($0)" } ?? ""
    let replay = "prodrome simulate --seed \(seed) \(place)\(plant)\(faults)"
    if json {
      try SimulationLine.print(
        SimulationLine.Broken(
          rule: violation.rule.rawValue, tS: violation.seconds, text: violation.text, replay: replay))
    } else {
      print(String(format: "VIOLATION %@ at %.1f s: %@", violation.rule.rawValue, violation.seconds, violation.text))
      print("  \(replay)")
    }
  }

  private func conclude(_ report: SimulationReport, factor: Double) throws {
    if json {
      return try SimulationLine.print(
        SimulationLine.Summary(
          hours: report.hours, faultsInjected: report.faultsInjected,
          handlersReached: report.handlersReached.sorted(), violations: report.failures.count,
          realtimeFactor: factor, seed: seed))
    }
    let faults = report.faultsInjected.values.reduce(0, +)
    print(
      String(
        format: "%.1f h, %d faults of %d kinds, %d handlers reached, %d violations, %.0f times real time", report.hours,
        faults, report.faultsInjected.count, report.handlersReached.count, report.failures.count, factor))
  }

  /// Each canary in the scenario in which it has to show, and that scenario without it, in which nothing may.
  private func runCanaries(_ simulator: BedSimulator) throws -> Bool {
    var missed = 0
    for faults in Set(Canary.all.map(\.scenario.faults)) {
      guard let violation = try simulator.run(.reference(seed: 1, faults: faults)).violations.first else { continue }
      Console.note(
        "without a canary: \(faults): \(violation.rule.rawValue) at \(violation.seconds) s: \(violation.text)")
      missed += 1
    }
    guard missed == 0 else { return false }
    for canary in Canary.all {
      let found = try simulator.run(canary.scenario, canary: canary).violations.first
      if found == nil { missed += 1 }
      if json {
        try SimulationLine.print(
          SimulationLine.Caught(name: canary.description, rule: found?.rule.rawValue, tS: found?.seconds))
      } else {
        let text = found.map { String(format: "%@ at %.1f s: %@", $0.rule.rawValue, $0.seconds, $0.text) }
        print("\(canary): \(text ?? "NOT CAUGHT")")
      }
    }
    let planted = Canary.all.count
    if json {
      try SimulationLine.print(SimulationLine.Canaries(caught: planted - missed, planted: planted))
    } else {
      print("\(planted - missed) of \(planted) canaries caught")
    }
    return missed == 0
  }
}
