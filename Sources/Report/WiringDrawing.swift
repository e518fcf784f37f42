import Bundle
import Configuration

/// What is wired to which pin of a board, drawn from the board's description.
///
/// Where the board's header is known the pins are drawn as they lie on it; else each line stands by its name.
public struct WiringDrawing {
  /// What goes to a pin.
  struct Wire {
    let pin: Int?
    /// The line's name on its chip.
    let name: String
    let text: String
    let kind: Kind
  }

  /// What a wire is for.
  enum Kind: String {
    case frontEnd = "front"
    case calls
    case shows
    case button
  }

  private static let row = 26.0
  private static let middle = 520.0

  let board: BoardSection

  /// Creates a drawing.
  ///
  /// - Parameter board: The board.
  public init(board: BoardSection) {
    self.board = board
  }

  /// The drawing as a file of its own: SVG.
  public var text: String {
    let headers = BoardHeader.all(of: board)
    var parts: [Markup] = []
    var top = 104.0
    for header in headers {
      parts += draw(header, top)
      top += Double(header.pinCount / 2 + 2) * Self.row
    }
    if headers.isEmpty {
      parts += drawLines(top)
      top += Double(lines.count + serialByName.count + 2) * Self.row
    }
    let notes = self.notes
    parts += notes.enumerated().map { write($1, 24, top + Double($0) * 20, "note") }
    let height = top + Double(notes.count) * 20 + 8
    return Markup(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 1040 \(NumberText.coordinate(height))", "role": "img",
        "aria-label": "Wiring of \(board.identity.text)",
      ],
      [
        Markup("style", [:], [Markup(Self.style)]),
        Markup("rect", ["class": "ground", "width": "1040", "height": NumberText.coordinate(height)]),
        write("Wiring of \(board.identity.text)", 24, 36, "title"),
        write(Self.evidence(board.evidence), 24, 60, "note"),
      ] + parts
    ).source + "\n"
  }

  private static func evidence(_ evidence: BoardSection.Evidence) -> String {
    switch evidence {
    case .hardware: "Run on this board by somebody."
    case .emulated: "Of an emulated board."
    case .vendor: "From the vendor's files: nobody has run this on hardware. Measure before you trust it."
    }
  }

  private var notes: [String] {
    let kept = board.releasedLines == .kept
    return [
      "Battery or medical isolation first: never the mains, HDMI, wired Ethernet or USB to a computer on a person.",
      "Whatever is fed by the mains is driven through an opto-isolator or an isolating relay.",
      "Resistors make a board that is off, starting or broken call. "
        + (kept ? "This board's kernel keeps a dead program's levels: only its watchdog lets them decide." : ""),
    ]
  }
}

// What goes where.
extension WiringDrawing {
  private var lines: [Wire] {
    (0..<board.lineCount).map { index in
      let line = board.lines[index]
      return Wire(pin: nil, name: line.name.text, text: Self.words(line), kind: Self.kind(line.role))
    }
  }

  private func wires(_ header: BoardHeader) -> [Wire] {
    var wires = (0..<board.lineCount).compactMap { index -> Wire? in
      let line = board.lines[index]
      return header.pin(of: line).map {
        // What the pin is otherwise stands in brackets behind its name.
        let name = String(line.name.text.prefix { $0 != " " })
        return Wire(pin: $0, name: name, text: Self.words(line), kind: Self.kind(line.role))
      }
    }
    for (device, signals) in devices {
      guard let pins = header.serial[String(device.prefix { $0 != "." })] else { continue }
      for signal in signals {
        guard let pin = pins[signal], !wires.contains(where: { $0.pin == pin }) else { continue }
        wires.append(Wire(pin: pin, name: "SPI\(device.prefix { $0 != "." })", text: signal.rawValue, kind: .frontEnd))
      }
    }
    return wires
  }

  /// The SPI devices, such as `0.1`, with the signals that each needs.
  private var devices: [(name: String, signals: [BoardHeader.SerialSignal])] {
    [board.spiDevice.text, board.secondSPIDevice.text].compactMap { path in
      path.components(after: "spidev").map { name in
        let select: BoardHeader.SerialSignal = name.hasSuffix(".1") ? .select1 : .select0
        let isByHand = select == .select1 && board.line(.chipSelect2) != nil
        return (name, [.mosi, .miso, .clock] + (isByHand ? [] : [select]))
      }
    }
  }

  private var serialByName: [Wire] {
    devices.map { device, signals in
      Wire(
        pin: nil, name: "SPI\(device.prefix { $0 != "." })",
        text: signals.map(\.rawValue).joined(separator: ", "), kind: .frontEnd)
    }
  }

  private static func kind(_ role: LineRole) -> Kind {
    switch role {
    case .dataReady, .dataReady2, .start, .reset, .powerDown, .chipSelect2: .frontEnd
    case .alarm, .fault, .nurseCall: .calls
    case .buzzer, .light, .heartbeat, .forecast, .monitoring: .shows
    case .acknowledge: .button
    }
  }

  /// Such as `alarm: calls when low; 4.7 kΩ to ground`.
  static func words(_ line: Line) -> String {
    let level = line.polarity == .activeLow ? "low" : "high"
    let rest = line.polarity == .activeLow ? "3.3 V" : "ground"
    switch line.role {
    case .dataReady: return "DRDY: ready when \(level)"
    case .dataReady2: return "DRDY of the second chip: ready when \(level)"
    case .start: return "START: 10 kΩ to \(rest)"
    case .reset: return "RESET: 10 kΩ to \(rest)"
    case .powerDown: return "PWDN: 10 kΩ to \(rest)"
    case .chipSelect2: return "CS of the second chip, driven by hand"
    case .alarm: return "alarm: calls when \(level)\(pull(line))"
    case .fault: return "fault: calls when \(level)\(pull(line))"
    case .nurseCall: return "nurse call: calls when \(level)\(pull(line))"
    case .buzzer: return "buzzer: on when \(level)\(pull(line))"
    case .light: return "light: on when \(level)\(pull(line))"
    case .monitoring: return "monitoring lamp: on when \(level)\(pull(line))"
    case .forecast: return "forecast lamp: on when \(level)\(pull(line))"
    case .heartbeat: return "heartbeat: changes with each decision"
    case .acknowledge:
      return "button to \(line.polarity == .activeLow ? "ground" : "3.3 V"); 10 kΩ to \(rest)"
    }
  }

  /// The resistor that makes a line that nobody drives what its fail-safe state says.
  private static func pull(_ line: Line) -> String {
    guard line.failSafe != .none else { return "" }
    let isHigh = (line.polarity == .activeHigh) == (line.failSafe == .active)
    return "; \(line.role.mustFailActive ? "4.7" : "10") kΩ to \(isHigh ? "3.3 V" : "ground")"
  }
}

// How it is drawn.
extension WiringDrawing {
  private func draw(_ header: BoardHeader, _ top: Double) -> [Markup] {
    let wires = wires(header)
    let height = Double(header.pinCount / 2) * Self.row
    let body = Markup(
      "rect",
      [
        "class": "body", "x": NumberText.coordinate(Self.middle - 34), "y": NumberText.coordinate(top), "width": "68",
        "height": NumberText.coordinate(height),
      ])
    return [write(header.name, Self.middle, top - 10, "heading middle"), body]
      + (1...header.pinCount).flatMap { pin in
        drawPin(pin, header.fixed[pin], wires.filter { $0.pin == pin }.first, top)
      }
  }

  private func drawPin(_ pin: Int, _ fixed: String?, _ wire: Wire?, _ top: Double) -> [Markup] {
    let isLeft = pin % 2 == 1
    let x = Self.middle + (isLeft ? -16 : 16)
    let y = top + (Double((pin - 1) / 2) + 0.5) * Self.row
    let side = isLeft ? -1.0 : 1.0
    var parts = [
      Markup(
        "circle",
        [
          "class": wire.map { "pin \($0.kind.rawValue)" } ?? "pin", "cx": NumberText.coordinate(x),
          "cy": NumberText.coordinate(y), "r": "10",
        ]),
      write("\(pin)", x, y + 4, wire == nil ? "number" : "number used"),
    ]
    let end = isLeft ? "end" : ""
    if let wire {
      parts.append(line(x + side * 10, x + side * 86, y, wire.kind))
      parts.append(write(wire.name, x + side * 48, y - 4, "name middle"))
      parts.append(write(wire.text, x + side * 92, y + 4, "role \(wire.kind.rawValue) \(end)"))
    } else if let fixed {
      parts.append(write(fixed, x + side * 24, y + 4, "note \(end)"))
    }
    return parts
  }

  /// Lines of chips whose place on a header nobody knows.
  private func drawLines(_ top: Double) -> [Markup] {
    let wires = serialByName + lines
    let height = Double(wires.count) * Self.row
    let body = Markup(
      "rect",
      [
        "class": "body", "x": "24", "y": NumberText.coordinate(top), "width": "260",
        "height": NumberText.coordinate(height),
      ])
    return [write("Lines by their names", 24, top - 10, "heading"), body]
      + wires.enumerated().flatMap { index, wire in
        let y = top + (Double(index) + 0.5) * Self.row
        return [
          write(wire.name, 36, y + 4, "role"), line(284, 360, y, wire.kind),
          write(wire.text, 368, y + 4, "role \(wire.kind.rawValue)"),
        ]
      }
  }

  private func line(_ from: Double, _ to: Double, _ y: Double, _ kind: Kind) -> Markup {
    Markup(
      "path",
      [
        "class": "wire \(kind.rawValue)",
        "d": "M\(NumberText.coordinate(from)) \(NumberText.coordinate(y))H\(NumberText.coordinate(to))",
      ])
  }

  private func write(_ text: String, _ x: Double, _ y: Double, _ style: String) -> Markup {
    Markup("text", ["class": style, "x": NumberText.coordinate(x), "y": NumberText.coordinate(y)], [Markup(text)])
  }

  /// Nothing is told by colour alone.
  private static let style = """
    svg { --ground: #ffffff; --ink: #1b1e23; --soft: #5b636e; --line: #d5dae1; --panel: #f5f7f9; --front: #0b5cad;
      --calls: #b03a0e; --shows: #0b6e4f; --button: #7b3fa0; }
    @media (prefers-color-scheme: dark) { svg { --ground: #14171b; --ink: #e6e9ed; --soft: #a3abb5; --line: #353b43;
      --panel: #1d2126; --front: #7db7f0; --calls: #ff9560; --shows: #6fd3ae; --button: #c99be6; } }
    text { font: 14px system-ui, sans-serif; fill: var(--ink); } .title { font-size: 24px; font-weight: 700; }
    .heading { font-weight: 700; } .note { fill: var(--soft); font-size: 13px; } .name { fill: var(--soft); font-size: 11px; }
    .number { font-size: 10px; fill: var(--soft); text-anchor: middle; } .number.used { fill: var(--ground); font-weight: 700; }
    .end { text-anchor: end; } .middle { text-anchor: middle; } .ground { fill: var(--ground); }
    .body { fill: var(--panel); stroke: var(--line); } .pin { fill: var(--ground); stroke: var(--line); }
    .wire { fill: none; stroke-width: 3; }
    text.front { fill: var(--front); } .wire.front { stroke: var(--front); } .pin.front { fill: var(--front); }
    text.calls { fill: var(--calls); font-weight: 700; } .wire.calls { stroke: var(--calls); } .pin.calls { fill: var(--calls); }
    text.shows { fill: var(--shows); } .wire.shows { stroke: var(--shows); } .pin.shows { fill: var(--shows); }
    text.button { fill: var(--button); } .wire.button { stroke: var(--button); } .pin.button { fill: var(--button); }
    """
}

extension String {
  /// What follows the first such word; nil if there is none.
  fileprivate func components(after word: String) -> String? {
    guard let found = firstRange(of: word) else { return nil }
    return String(self[found.upperBound...])
  }
}
