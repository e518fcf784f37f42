extension ModelInformation {
  /// The smallest deviation a window is divided by, in 2^-8 microvolt: keeps silence from being blown up.
  public static let deviationFloor: Int64 = 256

  /// Turns one channel's window into the model's input.
  ///
  /// With `windowDeviation` each sample is first replaced by its distance from the window's mean in units of the
  /// window's mean absolute deviation, with eight binary places; both are rounded towards zero.
  ///
  /// - Parameters:
  ///   - window: Conditioned samples, in 2^-8 microvolt.
  ///   - input: At least as long as the window.
  public func quantise(window: Span<Int32>, into input: inout MutableSpan<Int8>) {
    precondition(window.count <= input.count && window.count > 0)
    switch normalisation {
    case .microvolts:
      for index in window.indices { input[index] = quantiser.quantise(window[index]) }
    case .windowDeviation:
      let (mean, deviation) = ModelInformation.meanAndDeviation(of: window)
      let divisor = max(deviation, ModelInformation.deviationFloor)
      for index in window.indices {
        let distance = ((Int64(window[index]) - mean) << 8) / divisor
        input[index] = quantiser.quantise(Int32(clamping: distance))
      }
    }
  }

  /// The window's mean and its mean absolute deviation from it.
  private static func meanAndDeviation(of window: Span<Int32>) -> (mean: Int64, deviation: Int64) {
    var sum: Int64 = 0
    for index in window.indices { sum += Int64(window[index]) }
    let mean = sum / Int64(window.count)
    var deviations: Int64 = 0
    for index in window.indices { deviations += abs(Int64(window[index]) - mean) }
    return (mean, deviations / Int64(window.count))
  }
}
