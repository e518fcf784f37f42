/// The chip's commands (data sheet SBAS499, table 12).
public enum Command: UInt8, Sendable {
  /// Leaves standby.
  case wakeUp = 0x02
  /// Enters standby.
  case standby = 0x04
  /// Resets the registers.
  case reset = 0x06
  /// Starts conversions.
  case start = 0x08
  /// Stops conversions.
  case stop = 0x0A
  /// Sends every frame without being asked; the state after a reset. Registers cannot be reached in it.
  case readDataContinuously = 0x10
  /// Leaves that state.
  case stopReadDataContinuously = 0x11
  /// Sends the latest frame once.
  case readData = 0x12
  /// Reads registers; the first address goes into the low five bits.
  case readRegisters = 0x20
  /// Writes registers; the first address goes into the low five bits.
  case writeRegisters = 0x40
}
