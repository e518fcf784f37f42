/// Rate, length and distance of the windows that a model takes.
public struct WindowShape: Equatable, Sendable {
  /// Rate of the conditioned samples, in hertz.
  public var rate: UInt32
  /// Samples of one channel's window; a whole number of hops.
  public var windowSamples: UInt32
  /// Samples from one window to the next.
  public var hopSamples: UInt32

  /// Creates a shape.
  public init(rate: UInt32, windowSamples: UInt32, hopSamples: UInt32) {
    self.rate = rate
    self.windowSamples = windowSamples
    self.hopSamples = hopSamples
  }
}
