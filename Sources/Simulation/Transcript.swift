/// What went over the wires, a line each: `> ` what was sent, `< ` what came back, `..` where the output means nothing.
public struct Transcript: Sendable {
  /// The lines.
  public private(set) var lines: [String] = []

  /// Creates an empty transcript.
  public init() {}

  /// Forgets all lines.
  public mutating func removeAll() {
    lines = []
  }

  /// Writes down something that is not a transfer.
  mutating func note(_ text: String) {
    lines.append(text)
  }

  /// Writes down a transfer.
  mutating func note(select: Int?, sent: [UInt8], received: [UInt8?]) {
    var line = select.map { "\($0)> " } ?? "> "
    line += sent.map(Transcript.hexadecimal).joined(separator: " ")
    if received.contains(where: { $0 != nil }) {
      line += " / < " + received.map { $0.map(Transcript.hexadecimal) ?? ".." }.joined(separator: " ")
    }
    lines.append(line)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
