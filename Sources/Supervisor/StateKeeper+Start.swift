import Alarms
import Forecast
import Runtime
import Vocabulary

/// What a start finds of the person.
extension StateKeeper where Storage: ~Copyable {
  /// Whose board it is.
  ///
  /// - Parameter pseudonym: A random number, for a person of whom nothing is kept.
  /// - Returns: The person, and whether something was kept that could not be read: then it is a new one.
  public mutating func person(
    orNew pseudonym: InlineArray<16, UInt8>
  ) -> (person: KeptPerson, isDamaged: Bool) {
    var person = KeptPerson(pseudonym: pseudonym)
    let finding = read(.person) { copy in
      guard let kept = KeptPerson(copy: copy) else { return false }
      person = kept
      return true
    }
    return (person, finding == .damaged)
  }

  /// Gives the runtime the person's own level back, where it was learned from today's montage, gain and model.
  ///
  /// - Parameters:
  ///   - person: Whose level it has to be: another's is not read.
  ///   - source: A number for montage, gain and model.
  ///   - runtime: Takes it.
  /// - Returns: Whether a level was kept that cannot be read: the runtime then has the model's.
  public mutating func resumeLevel(of person: KeptPerson, source: UInt64, in runtime: inout Runtime) -> Bool {
    var isWrong = false
    let finding = read(.level) { copy in
      let content = copy.extracting(KeptCopy.content(of: copy))
      guard person.hasPseudonym(content.extracting(first: 16)) else { return true }
      do throws(PersonalLevelFault) {
        try runtime.resume(level: content.extracting(16..<16 + PersonalLevel.keptBytes), source: source)
      } catch { isWrong = error != .source }
      return true
    }
    return isWrong || finding == .damaged
  }

  /// What was learned of when the person's seizures come.
  ///
  /// - Parameters:
  ///   - forecaster: Takes it; means nothing where there is none.
  ///   - person: Whose it has to be: another's is not read.
  /// - Returns: Whether there is one, and whether one was kept that cannot be read.
  public mutating func resume(
    _ forecaster: inout HazardForecaster, of person: KeptPerson
  ) -> (hasBegun: Bool, isDamaged: Bool) {
    resume(.forecast, of: person) { content throws(ForecastStateFault) in
      _ = try forecaster.restore(content, person: person.number)
      return true
    }
  }

  /// What was learned of the person's EEG for forecasts.
  ///
  /// - Parameters:
  ///   - memory: Takes it; means nothing where there is none.
  ///   - person: Whose it has to be: another's is not read.
  ///   - source: The number of the model that runs: what was learned with another is not gone on with.
  /// - Returns: Whether there is one, and whether one was kept that cannot be read.
  public mutating func resume(
    _ memory: inout EvidenceMemory, of person: KeptPerson, source: UInt64
  ) -> (hasBegun: Bool, isDamaged: Bool) {
    resume(.evidence, of: person) { content throws(ForecastStateFault) in
      try memory.restore(content, source: source)
    }
  }

  /// A part of what was learned of a person, whose pseudonym stands before it.
  ///
  /// - Parameters:
  ///   - part: Which.
  ///   - person: Whose it has to be: another's is not read.
  ///   - restore: Takes what follows the pseudonym; returns whether it can be gone on with.
  /// - Returns: Whether there is one to go on with, and whether one was kept that cannot be read.
  private mutating func resume(
    _ part: KeptPart, of person: KeptPerson, _ restore: (Span<UInt8>) throws(ForecastStateFault) -> Bool
  ) -> (hasBegun: Bool, isDamaged: Bool) {
    var (hasBegun, isWrong) = (false, false)
    let finding = read(part) { copy in
      let content = copy.extracting(KeptCopy.content(of: copy))
      guard person.hasPseudonym(content.extracting(first: 16)) else { return true }
      do throws(ForecastStateFault) {
        hasBegun = try restore(content.extracting(droppingFirst: 16))
      } catch { isWrong = true }
      return true
    }
    return (hasBegun, isWrong || finding == .damaged)
  }
}
