import Evaluation
import Forecast
import Foundation

/// The forecaster on generated people of known predictability.
public struct SimulationStudy: Sendable {
  /// What came of one kind of person.
  public struct Row: Sendable {
    /// The kind.
    public let name: String
    /// Whether there is anything to forecast.
    public let isPredictable: Bool
    /// People drawn.
    public let people: Int
    /// Those whose forecast was ever shown.
    public let everShown: Proportion
    /// Those whose forecast is shown at the end.
    public let shownAtEnd: Proportion
    /// The share with p below .05, of those judged; nil where nobody was.
    public let significant: Double?
    /// Sensitivity at 30 % time in warning within the second half; nil without events there.
    public let sensitivity: Double?
    /// The oracle's.
    public let oracle: Double?
  }

  /// The kinds, in order.
  public let rows: [Row]

  /// Draws and forecasts people.
  ///
  /// - Parameters:
  ///   - part: What a kind's name has to have in it; nil: all kinds are drawn.
  ///   - people: Of each kind.
  ///   - seed: The first person's.
  ///   - threads: How many threads.
  public init(kindsNamed part: String? = nil, people: Int, seed: UInt64, threads: Int) {
    let kinds = Self.kinds.filter { kind in part.map { kind.name.contains($0) } ?? true }
    self.init(kinds, people: people, seed: seed, threads: threads)
  }

  /// Draws and forecasts people of some kinds.
  init(_ kinds: [Kind], people: Int, seed: UInt64, threads: Int) {
    rows = kinds.map { kind in
      let seeds = (0..<UInt64(people)).map { seed &+ $0 }
      let outcomes = ParallelMap(threads: threads).map(seeds) { Outcome(GeneratedPerson(kind.model, seed: $0)) }
      return Row(kind, outcomes)
    }
  }

  /// A kind of person.
  struct Kind: Sendable {
    let name: String
    let isPredictable: Bool
    let model: PersonModel
  }

  /// A year without predictability, half a year and a year with cycles; two events a week where nothing else is said.
  static let kinds = withoutCycles + withCycles

  private static let withoutCycles: [Kind] = [
    kind("Poisson, 2 a week", days: 365),
    kind("Poisson, 1 a day", days: 365) { $0.perDay = 1 },
    kind("Poisson, 3 a day", days: 365) { $0.perDay = 3 },
    kind("gamma-Poisson, mean 1 in 2 days", days: 365) { ($0.perDay, $0.rateShape) = (0.5, 1.5) },
    kind("clusters, followers after 2 h on average", days: 365) { $0.followers = 1 },
    kind("clusters, followers after 6 h on average", days: 365) { ($0.followers, $0.followerHours) = (1, 6) },
    kind("clusters, followers after 8 h on average", days: 365) { ($0.followers, $0.followerHours) = (1, 8) },
    kind("drug halves 1 in 2 days on day 180", days: 365) { ($0.perDay, $0.drugChange) = (0.5, (180, 0.5)) },
    kind("drug quarters 1 a day on day 180", days: 365) { ($0.perDay, $0.drugChange) = (1, (180, 0.25)) },
    kind("rate trebles on day 120", days: 365) { $0.drugChange = (120, 3) },
    kind("1 a day, falls tenfold within the year", days: 365) { ($0.perDay, $0.trend) = (1, 0.1) },
    kind("3 a day, fall tenfold within the year", days: 365) { ($0.perDay, $0.trend) = (3, 0.1) },
    kind("2 a day, three holidays of 14 days from the diary", days: 365) {
      ($0.perDay, $0.holidays) = (2, (3, 14))
    },
    kind("1 a day, five holidays of 10 days from the diary", days: 365) {
      ($0.perDay, $0.holidays) = (1, (5, 10))
    },
    kind("detector misses 30 %, 3 false a month", days: 365) { ($0.missed, $0.falsePerDay) = (0.3, 0.1) },
  ]

  private static let withCycles: [Kind] = [
    kind("half a year, daily cycle", days: 183) { $0.cycles = cycles(24) },
    kind("half a year, weekly cycle", days: 183) { $0.cycles = cycles(168) },
    kind("half a year, 20-day cycle", days: 183) { $0.cycles = cycles(480) },
    kind("half a year, 30-day cycle", days: 183) { $0.cycles = cycles(720) },
    kind("half a year, daily and 20-day cycles", days: 183) { $0.cycles = cycles(24, 480) },
    kind("daily cycle", days: 365) { $0.cycles = cycles(24) },
    kind("20-day cycle", days: 365) { $0.cycles = cycles(480) },
    kind("daily and 20-day cycles", days: 365) { $0.cycles = cycles(24, 480) },
    kind("daily cycle, detector misses 20 %, 1 false a month", days: 365) {
      ($0.cycles, $0.missed, $0.falsePerDay) = (cycles(24), 0.2, 1.0 / 30)
    },
    kind("daily cycle, clock changed by 6 h", days: 365) { ($0.cycles, $0.clockChange) = (cycles(24), (120, 6)) },
  ]

  private static func kind(_ name: String, days: Int, _ change: (inout PersonModel) -> Void = { _ in }) -> Kind {
    var model = PersonModel(days: days, perDay: 2.0 / 7)
    change(&model)
    return Kind(
      name: days == 365 ? "a year, \(name)" : name, isPredictable: !model.cycles.isEmpty, model: model)
  }

  private static func cycles(_ periods: Double...) -> [PersonModel.Cycle] {
    periods.map { PersonModel.Cycle(hours: $0, resultant: 0.5) }
  }

  /// What came of one person.
  struct Outcome: Sendable {
    let everShown: Bool
    let isShown: Bool
    let pValue: Double?
    /// Lead events of the second half, and those in the 30 % of hours with the highest forecast, and with the highest
    /// hazard.
    let leads: Int
    let caught: Int
    let oracle: Int

    init(_ person: GeneratedPerson) {
      let run = ForecastRun(person.history)
      let figures = ForecastJudge.judge(run, person: person.history.person, horizon: 1)
      everShown = figures.enabledAfterDays != nil
      isShown = figures.isEnabled
      pValue = figures.pValue
      let half = Int64(person.hazard.count / 2)
      let hours = run.hours.filter { $0.hour >= half }
      leads = hours.count { $0.isLead }
      caught = Self.caught(hours) { $0.probability }
      oracle = Self.caught(hours) { person.hazard[Int($0.hour)] }
    }

    /// Lead events within the 30 % of hours that stand highest, a tie at the edge counted in parts by its order.
    private static func caught(_ hours: [ForecastRun.Hour], by score: (ForecastRun.Hour) -> Double) -> Int {
      let order = hours.enumerated().sorted { (score($0.element), $0.offset) > (score($1.element), $1.offset) }
      return order.prefix(hours.count * 3 / 10).count { $0.element.isLead }
    }
  }

  /// The rows for a terminal.
  public var text: String {
    var table = TextTable(header: [
      "generated people", "people", "ever shown", "95 %", "shown at end", "p < .05", "sensitivity at 30 %", "oracle's",
      "ratio",
    ])
    for row in rows {
      let ratio = row.sensitivity.flatMap { mine in row.oracle.map { mine / $0 } }
      table.append([
        row.name, "\(row.people)", Self.percent(row.everShown.share),
        "\(Self.percent(row.everShown.low95)) to \(Self.percent(row.everShown.high95))",
        Self.percent(row.shownAtEnd.share), Self.percent(row.significant),
        Self.fixed(row.isPredictable ? row.sensitivity : nil), Self.fixed(row.isPredictable ? row.oracle : nil),
        Self.fixed(row.isPredictable ? ratio : nil),
      ])
    }
    return table.text
  }

  private static func percent(_ value: Double?) -> String { value.map { String(format: "%.1f %%", 100 * $0) } ?? "–" }
  private static func fixed(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "–" }
}

extension SimulationStudy.Row {
  fileprivate init(_ kind: SimulationStudy.Kind, _ outcomes: [SimulationStudy.Outcome]) {
    name = kind.name
    isPredictable = kind.isPredictable
    people = outcomes.count
    everShown = Proportion(outcomes.count { $0.everShown }, of: outcomes.count)
    shownAtEnd = Proportion(outcomes.count { $0.isShown }, of: outcomes.count)
    let judged = outcomes.compactMap(\.pValue)
    significant = judged.isEmpty ? nil : Double(judged.count { $0 < 0.05 }) / Double(judged.count)
    let leads = outcomes.reduce(0) { $0 + $1.leads }
    sensitivity = leads == 0 ? nil : Double(outcomes.reduce(0) { $0 + $1.caught }) / Double(leads)
    oracle = leads == 0 ? nil : Double(outcomes.reduce(0) { $0 + $1.oracle }) / Double(leads)
  }
}
