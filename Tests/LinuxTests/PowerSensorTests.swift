import Foundation
import Testing
import Vocabulary

@testable import Linux

/// What a Raspberry Pi's kernel tells of the supply, in a folder made like the system's.
@Suite struct PowerSensorTests {
  private func withSensors(_ names: [Int: String], _ body: (URL, borrowing PowerSensor) throws -> Void) throws {
    let folder = URL.temporaryDirectory.appending(path: "power-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (number, name) in names {
      let sensor = folder.appending(path: "hwmon\(number)")
      try FileManager.default.createDirectory(at: sensor, withIntermediateDirectories: true)
      try Data("\(name)\n".utf8).write(to: sensor.appending(path: "name"))
      try Data("0\n".utf8).write(to: sensor.appending(path: "in0_lcrit_alarm"))
    }
    let path = Array("\(folder.path)/".utf8)
    guard let place = FixedText<128>(ascii: path.span) else {
      Issue.record("a path that is too long: \(folder.path)")
      return
    }
    try body(folder, PowerSensor(in: place))
  }

  @Test(arguments: [0, 3, 15]) func theSensorIsFoundByItsNameAndReadAnew(number: Int) throws {
    try withSensors([number: "rpi_volt", 1: "cpu_thermal"]) { folder, sensor in
      #expect(sensor.isThere && !sensor.isVoltageLow)
      let alarm = folder.appending(path: "hwmon\(number)/in0_lcrit_alarm")
      for (text, isLow) in [("1\n", true), ("0\n", false), ("", false)] {
        let file = try FileHandle(forWritingTo: alarm)
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
        #expect(sensor.isVoltageLow == isLow)
      }
    }
  }

  @Test(arguments: [[:], [0: "cpu_thermal"], [16: "rpi_volt"], [2: "rpi_voltage"], [2: "rpi_vol"]])
  func anotherSensorTellsNothing(_ names: [Int: String]) throws {
    try withSensors(names) { _, sensor in #expect(!sensor.isThere && !sensor.isVoltageLow) }
  }
}
