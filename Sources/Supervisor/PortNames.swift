import Bundle
import Vocabulary

/// The names of a front end's ports, for people.
public struct PortNames: Sendable {
  /// The serial bus's: its device's path.
  public let bus: KernelName
  /// The lines': their chip's label.
  public let pins: KernelName

  /// The names on a board.
  public init(of board: borrowing BoardSection) {
    bus = board.spiDevice
    pins = board.line(.dataReady)?.chip ?? KernelName()
  }
}
