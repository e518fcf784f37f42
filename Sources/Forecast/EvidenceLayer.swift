/// A forecaster's one int8 layer: what it says of an hour's terms is a weighted sum of them.
public struct EvidenceLayer: Equatable, Sendable {
  /// A weight for each term, and what is said where all are 0, in the model's own unit.
  private var weights: InlineArray<18, Int32>
  private let constant: Int32
  /// So much evidence makes the odds e times what they were; positive.
  public let unit: Int32
  /// The first hour that may be forecast with it, in local hours since Monday 1970-01-05 00:00: it learned from hours
  /// before.
  public let firstHour: Int64
  /// A number for the model and for what the features come from: nothing learned with another is gone on with.
  public let source: UInt64

  /// Takes a layer.
  ///
  /// - Parameters:
  ///   - constant: What is said where all terms are 0.
  ///   - said: What is said where one term is 1 and the others are 0, by term.
  ///   - unit: So much evidence makes the odds e times what they were; positive.
  ///   - firstHour: The first hour that may be forecast with it.
  ///   - source: A number for the model and for what the features come from.
  public init(constant: Int32, said: InlineArray<18, Int32>, unit: Int32, firstHour: Int64, source: UInt64) {
    precondition(unit > 0)
    (self.constant, self.unit, self.firstHour, self.source) = (constant, unit, firstHour, source)
    weights = InlineArray(repeating: 0)
    for term in 0..<FeatureBaseline.terms { weights[term] = said[term] &- constant }
  }

  /// What the layer says of an hour's terms, as a logarithm of the odds' ratio in Q24.
  public func evidence(_ terms: InlineArray<18, Int8>) -> Int64 {
    var sum = Int64(constant)
    for term in 0..<FeatureBaseline.terms { sum += Int64(weights[term]) * Int64(terms[term]) }
    return (sum << 24) / Int64(unit)
  }

  public static func == (left: EvidenceLayer, right: EvidenceLayer) -> Bool {
    for term in 0..<FeatureBaseline.terms where left.weights[term] != right.weights[term] { return false }
    return left.constant == right.constant && left.unit == right.unit && left.firstHour == right.firstHour
      && left.source == right.source
  }
}
