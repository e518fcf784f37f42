import Bundle
import Configuration

/// A header of a board, whose pins people count: two in a row, the odd ones on the left.
///
/// Sources: Raspberry Pi Ltd, "GPIO and the 40-pin header"; BeagleBone Black System Reference Manual, tables 12 and 13.
struct BoardHeader {
  /// What it is called.
  let name: String
  let pinCount: Int
  /// By pin: supply, ground, and what the board itself needs.
  let fixed: [Int: String]
  /// By a line's name up to the first blank: its pin.
  let pins: [String: Int]
  /// By bus and signal: the pin of an SPI bus.
  let serial: [String: [SerialSignal: Int]]

  /// The signals of an SPI bus as a board and the front end name them.
  enum SerialSignal: String, CaseIterable {
    case mosi = "MOSI to DIN"
    case miso = "MISO to DOUT"
    case clock = "SCLK to SCLK"
    case select0 = "chip select to CS"
    case select1 = "second chip select to the second chip's CS"
  }

  /// The headers of the board whose chips the lines are on; none where nobody knows how its pins are counted.
  static func all(of board: BoardSection) -> [BoardHeader] {
    let lines = (0..<board.lineCount).map { board.lines[$0] }
    if lines.allSatisfy({ raspberryPiChips.contains($0.chip.text) && raspberryPi.pin(of: $0) != nil }) {
      return [raspberryPi]
    }
    if lines.allSatisfy({ line in beagleBone.contains { $0.pin(of: line) != nil } }) { return beagleBone }
    return []
  }

  /// The pin of a line; nil if the line is not on this header.
  func pin(of line: Line) -> Int? {
    let name = line.name.text.prefix { $0 != " " }
    return pins[String(name)] ?? pins[String(name.prefix { $0 != "A" && $0 != "B" })]
  }

  private static let raspberryPiChips: Set = ["pinctrl-bcm2835", "pinctrl-bcm2711", "pinctrl-rp1"]

  private static let raspberryPi = BoardHeader(
    name: "Raspberry Pi, the 40-pin header", pinCount: 40,
    fixed: [
      1: "3.3 V", 2: "5 V", 4: "5 V", 6: "ground", 9: "ground", 14: "ground", 17: "3.3 V", 20: "ground", 25: "ground",
      30: "ground", 34: "ground", 39: "ground",
    ],
    pins: Dictionary(
      uniqueKeysWithValues: [
        (2, 3), (3, 5), (4, 7), (14, 8), (15, 10), (17, 11), (18, 12), (27, 13), (22, 15), (23, 16), (24, 18), (10, 19),
        (9, 21), (25, 22), (11, 23), (8, 24), (7, 26), (0, 27), (1, 28), (5, 29), (6, 31), (12, 32), (13, 33), (19, 35),
        (16, 36), (26, 37), (20, 38), (21, 40),
      ].map { ("GPIO\($0.0)", $0.1) }),
    serial: [
      "0": [.mosi: 19, .miso: 21, .clock: 23, .select0: 24, .select1: 26],
      "1": [.mosi: 38, .miso: 35, .clock: 40, .select0: 12, .select1: 11],
    ])

  private static let beagleBone = [
    beagleBone(
      "P9",
      fixed: [
        1: "ground", 2: "ground", 3: "3.3 V", 4: "3.3 V", 5: "5 V", 6: "5 V", 7: "SYS 5 V", 8: "SYS 5 V",
        9: "power button",
        10: "reset", 32: "1.8 V", 34: "analogue ground", 43: "ground", 44: "ground", 45: "ground", 46: "ground",
      ],
      serial: [
        "0": [.mosi: 18, .miso: 21, .clock: 22, .select0: 17], "1": [.mosi: 30, .miso: 29, .clock: 31, .select0: 28],
      ]),
    beagleBone("P8", fixed: [1: "ground", 2: "ground"], serial: [:]),
  ]

  private static func beagleBone(
    _ name: String, fixed: [Int: String], serial: [String: [SerialSignal: Int]]
  ) -> BoardHeader {
    BoardHeader(
      name: "BeagleBone, header \(name)", pinCount: 46, fixed: fixed,
      pins: Dictionary(uniqueKeysWithValues: (1...46).map { ("\(name)_\($0)", $0) }), serial: serial)
  }
}
