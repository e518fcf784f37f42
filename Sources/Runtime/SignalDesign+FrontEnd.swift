import Bundle
import Signal
import Vocabulary

extension SignalDesign {
  /// Whether the chain was designed for a front end: its rate, its inputs and each one's scale. A chain for another
  /// gain would run, and take every amplitude for another.
  ///
  /// - Parameter frontEnd: The board's front end.
  /// - Returns: Whether it was.
  public func suits(_ frontEnd: borrowing FrontEnd) -> Bool {
    guard let hertz = frontEnd.samplesPerSecond, Rate(hertz) == inputRate, frontEnd.inputCount == Int(inputCount) else {
      return false
    }
    for input in 0..<frontEnd.inputCount where frontEnd.calibration(of: input) != calibrations[input] { return false }
    return true
  }
}
