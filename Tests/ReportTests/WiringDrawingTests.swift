import Bundle
import Configuration
import TestSupport
import Testing

@testable import Report

@Suite struct WiringDrawingTests {
  private func board(_ name: String) throws -> BoardSection {
    try BoardDescription(at: SharedData.repository.appending(path: "Boards/\(name).toml").path).section
  }

  private func drawing(_ name: String) throws -> String { WiringDrawing(board: try board(name)).text }

  /// The pins of the tables of Boards/README.md, by line.
  @Test(arguments: [
    ("pieeg-rpi5", "alarm: calls when low; 4.7 kΩ to ground", 11), ("pieeg-rpi5", "DRDY: ready when low", 37),
    ("pieeg-rpi5", "fault: calls when low; 4.7 kΩ to ground", 18),
    ("pieeg-rpi4", "buzzer: on when high; 10 kΩ to ground", 13),
    ("pieeg-rpi4", "light: on when high; 10 kΩ to ground", 15),
    ("pieeg-rpi4", "nurse call: calls when low; 4.7 kΩ to ground", 16),
    ("pieeg-rpi4", "button to ground; 10 kΩ to 3.3 V", 31), ("pieeg-rpi4", "heartbeat: changes with each decision", 36),
    ("pieeg16-rpi5", "DRDY of the second chip: ready when low", 33),
    ("pieeg16-rpi5", "CS of the second chip, driven by hand", 35), ("pieeg16-rpi5", "MOSI to DIN", 19),
    ("pieeg16-rpi5", "MISO to DOUT", 21), ("pieeg16-rpi5", "SCLK to SCLK", 23),
    ("pieeg16-rpi5", "chip select to CS", 24), ("ads1299-beaglebone", "alarm: calls when low; 4.7 kΩ to ground", 15),
    ("ads1299-beaglebone", "MISO to DOUT", 21), ("ads1299-beaglebone", "RESET: 10 kΩ to 3.3 V", 23),
    ("ads1299-beaglebone", "START: 10 kΩ to ground", 14),
  ])
  func aLineIsDrawnAtItsPin(_ name: String, _ words: String, _ pin: Int) throws {
    let pieces = try drawing(name).components(separatedBy: "<circle")
    let wired = try #require(pieces.first { $0.contains(">\(words)<") }, "\(words) is not drawn")
    #expect(wired.contains(">\(pin)</text>"), "\(words): \(wired.prefix(200))")
  }

  @Test(arguments: [
    "pieeg-rpi4", "pieeg-rpi5", "pieeg16-rpi5", "ads1299-beaglebone", "ads1299-rk3588", "virtual", "virtual16",
  ])
  func everyLineOfABoardIsDrawnOnce(_ name: String) throws {
    let board = try board(name)
    let text = try drawing(name)
    _ = FoundMarkup(text)
    for index in 0..<board.lineCount {
      let words = WiringDrawing.words(board.lines[index])
      #expect(text.components(separatedBy: ">\(words)<").count == 2, "\(words)")
    }
    #expect(text.contains("Battery or medical isolation first"))
  }

  @Test func linesOfAHeaderThatNobodyKnowsStandByTheirNames() throws {
    let text = try drawing("ads1299-rk3588")
    #expect(text.contains(">PRODROME_ALARM<") && text.contains("only its watchdog lets them decide"))
    #expect(try !drawing("pieeg-rpi5").contains("Lines by their names"))
  }
}
