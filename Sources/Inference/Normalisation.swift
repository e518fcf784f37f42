/// What one unit of a model's input stands for before it is quantised.
public enum Normalisation: UInt8, Sendable {
  /// One microvolt.
  case microvolts = 0
  /// The deviation of the channel's own window, so that amplitude says nothing.
  case windowDeviation = 1
}
