import ADS1299
import Bundle
import Vocabulary

/// Reads a board's `[lines.…]` tables.
struct LineReader {
  static let keys: KeyValuePairs<String, LineRole> = [
    "data_ready": .dataReady, "start": .start, "reset": .reset, "power_down": .powerDown, "alarm": .alarm,
    "buzzer": .buzzer, "light": .light, "nurse_call": .nurseCall, "acknowledge": .acknowledge,
    "heartbeat": .heartbeat, "data_ready_2": .dataReady2, "chip_select_2": .chipSelect2, "fault": .fault,
    "forecast": .forecast, "monitoring": .monitoring,
  ]
  private let root: TableReader
  private let arrangement: Arrangement
  /// The SPI devices' paths.
  private let devices: [String]

  init(_ root: TableReader, arrangement: Arrangement, devices: [String]) {
    self.root = root
    self.arrangement = arrangement
    self.devices = devices
  }

  /// The lines by rising role; nil if one is missing or wrong.
  func lines() -> [Line]? {
    guard let table = root.table("lines") else { return nil }
    var lines: [(key: String, line: Line)] = []
    var isComplete = true
    for (key, role) in LineReader.keys where role.isRequired(arrangement) || table.has(key) {
      if !role.isAllowed(arrangement) {
        table.report(key, found: "a line", expected: "none, since front_end.chips is not \"two, separate selects\"")
        isComplete = false
      } else if let line = table.table(key).flatMap({ readLine($0, role) }) {
        isComplete = check(key, line, against: lines, table) && checkIsFree(key, line, table) && isComplete
        lines.append((key, line))
      } else {
        isComplete = false
      }
    }
    for (key, role) in LineReader.keys where !role.isRequired(arrangement) { _ = table.has(key) }
    table.finish()
    return isComplete ? lines.map(\.line) : nil
  }

  /// One wire has one role.
  private func check(_ key: String, _ line: Line, against others: [(key: String, line: Line)], _ table: TableReader)
    -> Bool
  {
    guard let other = others.first(where: { $0.line.isSameWire(as: line) }) else { return true }
    table.report(
      "\(key).line", found: "\"\(line.name.text)\" on \"\(line.chip.text)\" again",
      expected: "a line of its own; \(table.path(of: other.key)) has it")
    return false
  }

  /// What the SPI bus drives is no line of ours.
  private func checkIsFree(_ key: String, _ line: Line, _ table: TableReader) -> Bool {
    guard SerialPins.holds(line, devices: devices) else { return true }
    table.report(
      "\(key).line", found: "\"\(line.name.text)\", a pin of the SPI bus",
      expected: "a free pin: the bus of \(devices.joined(separator: " and ")) drives this one")
    return false
  }

  private func readLine(_ table: TableReader, _ role: LineRole) -> Line? {
    let chip = table.text("chip", limit: 31, example: "pinctrl-bcm2711")
    if let chip, KernelName(text: chip)?.isChipLabel != true {
      table.report(
        "chip",
        expected:
          "the chip's label, which gpiodetect shows in brackets, such as \"pinctrl-bcm2711\": numbers change with kernels"
      )
    }
    let name = table.text("line", limit: 31, example: "GPIO26")
    let polarity: Line.Polarity? = table.choice("active", ["high": .activeHigh, "low": .activeLow])
    let failSafe = role.isOutput ? readFailSafe(table, role) : Line.FailSafe.none
    table.finish()
    guard let chip = chip.flatMap({ KernelName(text: $0) }), let name = name.flatMap({ KernelName(text: $0) }),
      let polarity, let failSafe
    else { return nil }
    return Line(role: role, polarity: polarity, failSafe: failSafe, chip: chip, name: name)
  }

  private func readFailSafe(_ table: TableReader, _ role: LineRole) -> Line.FailSafe? {
    let failSafe: Line.FailSafe? = table.choice("fail_safe", ["active": .active, "inactive": .inactive])
    if role.mustFailInactive && failSafe == .active {
      table.report("fail_safe", expected: "\"inactive\": a board whose program has died must not say that all is well")
      return nil
    }
    guard role.mustFailActive && failSafe == .inactive else { return failSafe }
    table.report(
      "fail_safe",
      expected: "\"active\", with a pull or relay that makes it so: a board whose program has died must call for help")
    return nil
  }
}

extension LineRole {
  /// The role's key in a board's description.
  public var key: String { LineReader.keys.first { $0.value == self }?.key ?? "" }
}
