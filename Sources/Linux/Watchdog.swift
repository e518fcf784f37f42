import CLinux
import Supervisor
import Vocabulary

/// The kernel's watchdog, where a board has one: resets the board unless it is fed.
public struct Watchdog: WatchdogFeeding, ~Copyable {
  private let device: FileDescriptor?
  /// Its descriptor, negative where there is none.
  private let number: Int32

  /// The watchdog of a board that has none.
  public init() {
    device = nil
    number = -1
  }

  /// Opens and starts it.
  ///
  /// - Parameters:
  ///   - path: Path of the device, ending in zero.
  ///   - seconds: Time without food after which the board is reset.
  /// - Throws: `SystemFault`, also if the kernel can only wait longer than that.
  public init(_ path: Span<UInt8>, seconds: UInt16) throws(SystemFault) {
    let device = try FileDescriptor(openingDevice: path)
    let granted = linux_watchdog_configure(device.number, Int32(seconds))
    guard granted > 0 else { throw SystemFault(.watchdog, FixedText(fitting: path), code: linux_error()) }
    guard granted <= Int32(seconds) else { throw SystemFault(.watchdog, FixedText(fitting: path), code: ERANGE) }
    number = device.number
    self.device = consume device
  }

  /// Feeds it.
  public mutating func feed() {
    if number >= 0 { _ = linux_watchdog_feed(number) }
  }

  /// Stops it, where the kernel allows that.
  public mutating func stop() {
    if number >= 0 { linux_watchdog_stop(number) }
  }
}
