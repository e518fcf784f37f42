/// A port to the hardware that failed.
public struct PortFault: BitwiseCopyable, Error, Equatable, Sendable {
  /// Which port.
  public enum Port: UInt8, BitwiseCopyable, Sendable {
    /// The serial bus.
    case bus = 1
    /// The reset, start or power-down lines, or the data-ready events.
    case pins = 2
  }

  /// Which port failed.
  public var port: Port
  /// The platform's error number.
  public var code: Int32

  /// Creates a fault.
  public init(port: Port, code: Int32) {
    self.port = port
    self.code = code
  }
}
