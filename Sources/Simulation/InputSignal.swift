/// What the electrodes of a simulated chip carry.
public struct InputSignal: Sendable {
  /// The voltage of one input.
  ///
  /// - Parameters:
  ///   - sample: Number of the conversion since the simulation's start, restarts included.
  ///   - input: Number of the chip's input, 0 to 7.
  /// - Returns: Nanovolts.
  public typealias Voltage = @Sendable (_ sample: UInt64, _ input: Int) -> Int64

  /// The voltages.
  public var nanovolts: Voltage
  /// By input: the impedance between the electrodes, for the lead-off current.
  public var ohms: [Double]
  /// Positive electrodes that are off.
  public var positiveOff: UInt8 = 0
  /// Negative electrodes that are off.
  public var negativeOff: UInt8 = 0

  /// Creates a signal with all electrodes in place.
  public init(ohms: [Double] = Array(repeating: 0, count: 8), nanovolts: @escaping Voltage) {
    self.ohms = ohms
    self.nanovolts = nanovolts
  }
}
