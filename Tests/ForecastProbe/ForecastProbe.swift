import Forecast
import Linux
import Vocabulary

/// Plays a made-up person's years through the forecaster, with features of an EEG and evidence beside it, so that a
/// checksum of all forecasts and of the state can be compared between processors, and its instructions counted.
///
/// `forecastprobe HOURS SLICES`: hours that are played, and slices of work in one hour more, 0 to 12. Seizures come
/// with a daily and an eleven-day cycle, in clusters; some hours are not observed. Prints the checksum and how many
/// hours had a forecast that could be shown; without one in 20,000 hours it ends with 65.
@main
struct ForecastProbe {
  static func main() {
    guard let numbers = numbers(), numbers.hours <= 200_000, numbers.slices <= 12 else {
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
    var baseline = FeatureBaseline()
    var added = EvidenceForecaster()
    var check = CyclicRedundancyCheck()
    var shown: Int64 = 0
    for _ in 0..<hours {
      added.open(forecaster.forecast(clockIsSynchronised: true), evidence: baseline.next.map(evidence))
      add(added.probability, to: &check)
      add(added.candidate ?? 0, to: &check)
      person.live(&forecaster)
      added.close(forecaster, observed: person.isObserved)
      baseline.endHour(forecaster.hour, person.features())
      forecaster.finish(observed: person.isObserved)
      let forecast = forecaster.forecast(clockIsSynchronised: true)
      add(forecast.probability, to: &check)
      add(forecast.shares.logOdds, to: &check)
      add(Int64(forecast.level.rawValue), to: &check)
      if forecast.withheld == nil { shown += 1 }
    }
    var state = ByteBuffer()
    forecaster.encode(into: &state, person: 1, count: 2)
    state.withBytes { check.update($0) }
    if slices > 0 {
      person.live(&forecaster)
      forecaster.close(observed: true)
      for _ in 0..<slices { _ = forecaster.work() }
    }
    var output = TextOutput.standardOutput()
    output.write(check.value)
    output.write(" ")
    output.write(shown)
    output.write("\n")
    output.flush()
    return shown
  }

  /// What a model might say of an hour's terms.
  private static func evidence(_ terms: InlineArray<18, Int8>) -> Int64 {
    var sum: Int64 = 0
    for index in 0..<FeatureBaseline.terms { sum += Int64(terms[index]) * Int64(index % 5 - 2) }
    return sum << 17
  }

  private static func add(_ number: Int64, to check: inout CyclicRedundancyCheck) {
    for shift in 0..<8 { check.update(UInt8(truncatingIfNeeded: number >> Int64(8 * shift))) }
  }
}
