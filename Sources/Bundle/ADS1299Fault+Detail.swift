import ADS1299
import Vocabulary

extension ADS1299Fault {
  /// The fault as the log keeps it.
  ///
  /// - Parameters:
  ///   - bus: The serial bus's name for people, such as its device's path.
  ///   - pins: The lines', such as their chip's label.
  /// - Returns: The detail.
  public func detail(bus: KernelName, pins: KernelName) -> FaultDetail {
    switch self {
    case .port(let fault):
      switch fault.port {
      case .bus: .system(.transfer, subject: bus, code: fault.code)
      case .pins: .system(.sense, subject: pins, code: fault.code)
      }
    case .settings(let fault): fault.detail
    case .identity(let chip, let found): .identity(chip: chip, found: found)
    case .register(let chip, let address, let expected, let found):
      .register(chip: chip, address: address, expected: expected, found: found)
    case .noData(let select): .noEdges(select: select)
    case .brokenFrames(let select): .brokenFrames(select: select)
    case .rate(let select): .rate(select: select)
    case .overrun: .lateFrames
    case .testSignal(let inputs): .testSignal(inputs: inputs)
    }
  }

  /// Whether a device or a chip has gone from the system: opening it anew is the next start's.
  public var isPortLost: Bool {
    guard case .port(let fault) = self else { return false }
    return fault.isGone
  }
}

extension PortFault {
  /// Whether the device has gone from the system: ENXIO, EBADF, ENODEV or ESHUTDOWN.
  public var isGone: Bool { code == 6 || code == 9 || code == 19 || code == 108 }
}

extension SettingsFault {
  /// The fault as the log keeps it.
  public var detail: FaultDetail {
    switch self {
    case .serialClock(let hertz): .settings(.serialClock, hertz)
    case .rateTooHigh(let hertz, _): .settings(.rate, hertz)
    case .reference(let microvolts): .settings(.reference, microvolts)
    case .repeatedBytes(let count): .settings(.repeatedBytes, UInt32(count))
    case .leadOffMissing(let input): .settings(.leadOffMissing, UInt32(input) + 1)
    case .testSignalMissing(let input): .settings(.testSignalMissing, UInt32(input) + 1)
    case .daisyChainDiffers(let input): .settings(.daisyChain, UInt32(input) + 1)
    case .excitation: .settings(.excitation, 0)
    case .register(let chip, let address, let value):
      .settings(.register, UInt32(chip) | UInt32(address) << 8 | UInt32(value) << 16)
    }
  }
}
