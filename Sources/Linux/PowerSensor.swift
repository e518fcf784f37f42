import CLinux
import Vocabulary

/// The board's own word on its supply, as the kernel's driver of a Raspberry Pi's firmware gives it
/// (`raspberrypi-hwmon`): whether the voltage was too low within the last two seconds. Other boards have none.
public struct PowerSensor: ~Copyable {
  /// The driver's name among the system's sensors.
  private static let name: StaticString = "rpi_volt\n"
  /// Sensors are looked for under so many numbers.
  private static let mostSensors: UInt8 = 16

  private let file: FileDescriptor?

  /// Looks for the sensor.
  ///
  /// - Parameter folder: The folder of the system's sensors, with a slash behind it.
  public init(in folder: FixedText<128> = FixedText("/sys/class/hwmon/")) {
    var found: FileDescriptor?
    for number in 0..<Self.mostSensors where found == nil {
      guard let name = Self.open(folder, number, "/name"), Self.reads(Self.name, from: name) else { continue }
      found = Self.open(folder, number, "/in0_lcrit_alarm")
    }
    file = found
  }

  /// Whether the board has one.
  public var isThere: Bool {
    switch file {
    case .none: false
    case .some: true
    }
  }

  /// Whether the voltage is too low, or was just now; false where nothing tells.
  public var isVoltageLow: Bool {
    switch file {
    case .none: false
    case .some(let file): Self.reads("1", from: file)
    }
  }

  private static func open(_ folder: FixedText<128>, _ number: UInt8, _ name: StaticString) -> FileDescriptor? {
    var path = ByteBuffer()
    path.write(zeroTerminated: folder.bytes.span)
    path.write("hwmon")
    path.write(UInt16(number))
    path.write(name)
    path.append(0)
    do throws(SystemFault) {
      return try path.withBytes { bytes throws(SystemFault) in try FileDescriptor(openingForReading: bytes) }
    } catch { return nil }
  }

  /// Whether a file begins with a text.
  private static func reads(_ text: StaticString, from file: borrowing FileDescriptor) -> Bool {
    var bytes = InlineArray<16, UInt8>(repeating: 0)
    var span = bytes.mutableSpan
    let number = file.number
    // The kernel writes within the span, during the call.
    let count = unsafe span.withUnsafeMutableBytes { unsafe linux_read_at(number, $0.baseAddress, $0.count, 0) }
    guard count >= text.utf8CodeUnitCount else { return false }
    // A static string's bytes are there for as long as the program.
    let start = unsafe text.utf8Start
    for index in 0..<text.utf8CodeUnitCount {
      let expected = unsafe start[index]
      guard bytes[index] == expected else { return false }
    }
    return true
  }
}
