import Bundle

/// Pins that an SPI bus drives, of the boards whose lines have names.
enum SerialPins {
  /// By GPIO chip and bus: the header pins of a Raspberry Pi (bcm2711-peripherals, table 94; rp1-peripherals, table 4).
  private static let raspberryPi: [String: Set<Int>] = ["0": [7, 8, 9, 10, 11], "1": [16, 17, 18, 19, 20, 21]]
  /// Of a BeagleBone (System Reference Manual, tables 12 and 13).
  private static let beagleBone: [String: Set<String>] = [
    "0": ["P9_17", "P9_18", "P9_21", "P9_22"], "1": ["P9_28", "P9_29", "P9_30", "P9_31"],
  ]

  /// Whether a line is a pin of the bus that a device is on.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - devices: The SPI devices' paths, such as `/dev/spidev0.0`.
  /// - Returns: Whether it is.
  static func holds(_ line: Line, devices: [String]) -> Bool {
    // The second chip select may well be a pin of the bus, driven by hand.
    guard line.role != .chipSelect2 else { return false }
    let name = line.name.text
    if name.uppercased().hasPrefix("SPI") || name.contains("[spi") { return true }
    let buses = devices.compactMap { $0.split(separator: "spidev").last?.split(separator: ".").first.map(String.init) }
    return buses.contains { bus in
      if let pins = raspberryPi[bus], line.chip.text.hasPrefix("pinctrl-"), let number = Int(name.dropFirst(4)) {
        return name.hasPrefix("GPIO") && pins.contains(number)
      }
      return beagleBone[bus]?.contains(String(name.prefix { $0 != " " })) ?? false
    }
  }
}
