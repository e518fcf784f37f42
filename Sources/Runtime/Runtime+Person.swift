import Alarms
import Vocabulary

extension Runtime {
  /// Takes back what was learned of the person before a restart; a level that is fixed stays as it is.
  ///
  /// - Parameters:
  ///   - bytes: The kept level.
  ///   - source: A number for today's montage, gain and model.
  /// - Throws: `PersonalLevelFault`; the level is then the model's.
  public mutating func resume(level bytes: Span<UInt8>, source: UInt64) throws(PersonalLevelFault) {
    guard level.isLearning else { return }
    set(try PersonalLevel(decoding: bytes, source: source, scale: level.scale))
  }

  /// Forgets what was learned of the person: another comes.
  public mutating func forgetPerson() {
    if level.isLearning { set(PersonalLevel(scale: level.scale)) }
  }
}
