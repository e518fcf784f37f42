/// What was asked of the operating system, of a device or of a file. Numbers are never reused.
public enum SystemOperation: UInt8, BitwiseCopyable, Sendable {
  /// To read the program's arguments.
  case arguments = 1
  /// To open a file, a folder or a device.
  case open = 2
  /// To ask for a file's size or owner.
  case inspect = 3
  /// To read.
  case read = 4
  /// To write.
  case write = 5
  /// To copy a file into memory.
  case copy = 6
  /// To get memory.
  case memory = 7
  /// To set up an SPI device.
  case configureBus = 8
  /// To exchange bytes over SPI.
  case transfer = 9
  /// To find a GPIO chip by its label.
  case findChip = 10
  /// To find a GPIO line by its name.
  case findLine = 11
  /// To request a GPIO line.
  case requestLine = 12
  /// To drive a GPIO line.
  case drive = 13
  /// To read a GPIO line's level or edges.
  case sense = 14
  /// To set up the watchdog.
  case watchdog = 15
  /// To make what wakes a thread.
  case bell = 16
  /// To take over the signals that end the program.
  case signals = 17
  /// To start a thread.
  case thread = 18
  /// To give up root.
  case giveUpRoot = 19
  /// To filter system calls.
  case filterCalls = 20
  /// To find a driven GPIO line at the level that it was driven to.
  case readBack = 21
}
