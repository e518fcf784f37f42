import Vocabulary

extension AlarmPolicy {
  /// Version of the bundle section this code reads and writes.
  public static let sectionVersion: UInt8 = 2
  /// Length of the bundle section in bytes.
  public static let sectionBytes = 14

  /// Writes the policy as a bundle section.
  public func encode(into sink: inout some ByteSink) {
    sink.append(AlarmPolicy.sectionVersion)
    sink.append(firingHops)
    sink.append(raiseCount)
    sink.append(clearCount)
    sink.append(littleEndian: holdHops)
    sink.append(littleEndian: quorumPermille)
    sink.append(littleEndian: technicalRaiseHops)
    sink.append(littleEndian: technicalClearHops)
    sink.append(littleEndian: nurseCallTechnicalSeconds)
  }

  /// Reads a policy from its bundle section and checks it.
  ///
  /// - Parameter section: The section's bytes.
  /// - Throws: `AlarmPolicyFault` for the first field that is out of its range.
  public init(decoding section: Span<UInt8>) throws(AlarmPolicyFault) {
    guard section.count == AlarmPolicy.sectionBytes else { throw .length }
    guard section[0] == AlarmPolicy.sectionVersion else { throw .version }
    func word(_ offset: Int) -> UInt16 { section.number(UInt16.self, at: offset) }
    self.init(
      firingHops: section[1], raiseCount: section[2], clearCount: section[3], holdHops: word(4),
      quorumPermille: word(6), technicalRaiseHops: word(8), technicalClearHops: word(10),
      nurseCallTechnicalSeconds: word(12))
    try validate()
  }

  /// Checks every field's range.
  ///
  /// - Throws: `AlarmPolicyFault` for the first field that is out of its range.
  public func validate() throws(AlarmPolicyFault) {
    guard (1...32).contains(firingHops) else { throw .firingHops }
    guard raiseCount >= 1 && raiseCount <= firingHops else { throw .raiseCount }
    guard clearCount < raiseCount else { throw .clearCount }
    guard (1...3600).contains(holdHops) else { throw .holdHops }
    guard (1...1000).contains(quorumPermille) else { throw .quorumPermille }
    guard (1...3600).contains(technicalRaiseHops) else { throw .technicalRaiseHops }
    guard (1...3600).contains(technicalClearHops) else { throw .technicalClearHops }
    guard nurseCallTechnicalSeconds <= 600 else { throw .nurseCallTechnicalSeconds }
  }
}
