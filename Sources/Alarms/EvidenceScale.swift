import Vocabulary

/// How a model's evidence is counted by `PersonalLevel`: in steps from where it lies for people in general.
public struct EvidenceScale: Equatable, Sendable {
  /// Where the mean evidence of a channel lies while nothing happens: the median of hops outside seizures, over people.
  public var reference: Int32
  /// One step, above 0, in units of one channel's evidence.
  public var step: Int32

  /// Creates a scale.
  ///
  /// - Precondition: `step` is above 0, and 64 steps on either side of the reference are numbers of 32 bits.
  public init(reference: Int32, step: Int32) {
    precondition(EvidenceScale.isSound(reference: reference, step: step))
    self.reference = reference
    self.step = step
  }

  /// Whether a scale can be made of these numbers.
  public static func isSound(reference: Int32, step: Int32) -> Bool {
    let width = 64 * Int64(step)
    return step > 0 && Int32(exactly: Int64(reference) - width) != nil
      && Int32(exactly: Int64(reference) + width) != nil
  }

  /// The lowest evidence of a bin: bin 64 begins at the reference.
  func edge(_ bin: Int) -> Int64 { Int64(reference) + Int64(bin - 64) * Int64(step) }

  /// The bin, 0 to 127, of a hop's mean evidence; what lies outside counts to the nearest. Not divided: a board of 32
  /// bits has no instruction for it.
  func bin(of decision: Decision) -> UInt8 {
    let count = Int64(decision.usable.count)
    var (bin, width) = (0, 64)
    while width > 0 {
      if decision.score >= count * edge(bin + width) { bin += width }
      width /= 2
    }
    return UInt8(bin)
  }
}
