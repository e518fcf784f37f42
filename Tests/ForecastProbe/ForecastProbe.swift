import Forecast
import Linux
import Vocabulary

/// Plays a made-up person's years through the forecaster, with features of an EEG and evidence beside it, so that a
/// checksum of all forecasts and of the state can be compared between processors, and its instructions counted.
///
/// `forecastprobe HOURS SLICES`: hours that are played, and slices of work in one hour more, 0 to 14. Seizures come
/// with a daily and an eleven-day cycle, in clusters; some hours are not observed. Prints the checksum and how many
/// hours had a forecast that could be shown; without one in 20,000 hours it ends with 65.
@main
struct ForecastProbe {
  static func main() {
    guard let numbers = numbers(), numbers.hours <= 200_000, numbers.slices <= 14 else {
      var text = TextOutput.standardError()
      text.write("forecastprobe HOURS SLICES\n")
      text.flush()
      Process.exit(.usage)
    }
    let shown = play(hours: numbers.hours, slices: numbers.slices)
    Process.exit(numbers.hours >= 20_000 && shown == 0 ? .data : .success)
  }

  private static func numbers() -> (hours: Int64, slices: Int)? {
    do throws(SystemFault) {
      let arguments = try Arguments()
      guard let program = arguments.argument(at: 0), let first = arguments.argument(at: program.upperBound),
        let second = arguments.argument(at: first.upperBound),
        let hours = arguments.withArgument(in: first, { number($0) }),
        let slices = arguments.withArgument(in: second, { number($0) })
      else { return nil }
      return (hours, Int(slices))
    } catch { return nil }
  }

  private static func number(_ text: Span<UInt8>) -> Int64? {
    guard text.count > 1, text.count < 8 else { return nil }
    var number: Int64 = 0
    for index in 0..<text.count - 1 {
      guard text[index] >= 0x30 && text[index] <= 0x39 else { return nil }
      number = number * 10 + Int64(text[index] & 15)
    }
    return number
  }

  private static func play(hours: Int64, slices: Int) -> Int64 {
    var forecaster = HazardForecaster(firstHour: 400_000)
    var person = ProbePerson()
    var memory = EvidenceMemory()
    var check = CyclicRedundancyCheck()
    var shown: Int64 = 0
    for _ in 0..<hours {
      open(&memory, forecaster)
      add(memory.forecaster.probability, to: &check)
      add(memory.forecaster.candidate ?? 0, to: &check)
      person.live(&forecaster)
      memory.forecaster.close(forecaster, observed: person.isObserved)
      memory.baseline.endHour(forecaster.hour, person.features())
      forecaster.finish(observed: person.isObserved)
      let forecast = forecaster.forecast(clockIsSynchronised: true)
      add(forecast.probability, to: &check)
      add(forecast.shares.logOdds, to: &check)
      add(Int64(forecast.level.rawValue), to: &check)
      if forecast.withheld == nil { shown += 1 }
    }
    var state = ByteBuffer()
    forecaster.encode(into: &state, person: 1, count: 2)
    open(&memory, forecaster)
    memory.encode(into: &state, source: 3)
    state.withBytes { check.update($0) }
    if slices > 0 {
      person.live(&forecaster)
      memory.forecaster.close(forecaster, observed: true)
      forecaster.close(observed: true)
      for _ in 0..<min(slices, 12) { _ = forecaster.work() }
      if slices > 12 { memory.baseline.endHour(forecaster.hour, person.knownFeatures()) }
      if slices > 13 { open(&memory, forecaster) }
    }
    var output = TextOutput.standardOutput()
    output.write(check.value)
    output.write(" ")
    output.write(shown)
    output.write("\n")
    output.flush()
    return shown
  }

  /// Opens the hour with what a made-up layer says of its terms.
  private static func open(_ memory: inout EvidenceMemory, _ forecaster: borrowing HazardForecaster) {
    let layer = EvidenceLayer(
      constant: 5, said: InlineArray { 5 + Int32($0 % 5) - 2 }, unit: 128, firstHour: 0, source: 3)
    memory.forecaster.open(
      forecaster.forecast(clockIsSynchronised: true), evidence: memory.baseline.next.map { layer.evidence($0) })
  }

  private static func add(_ number: Int64, to check: inout CyclicRedundancyCheck) {
    for shift in 0..<8 { check.update(UInt8(truncatingIfNeeded: number >> Int64(8 * shift))) }
  }
}
