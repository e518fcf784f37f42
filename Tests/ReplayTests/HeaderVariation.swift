import Foundation
import Recordings

/// A recording's samples under another legal header: other spellings, orders, units, data records and company.
struct HeaderVariation {
  /// What a header may lead to.
  enum Expectation: Equatable {
    /// The same numbers arrive: the same digest.
    case same
    /// Rate or scaling are brought over: the same alarms within one hop.
    case near
  }

  /// The file's bytes.
  private(set) var bytes: [UInt8] = []
  /// What it must lead to.
  private(set) var expectation = Expectation.same
  /// What was varied, for a failing test.
  private(set) var description: String

  private struct Signal {
    var label: String
    var unit = "uV"
    var physical = ("-800", "800")
    var digital = ("-2048", "2047")
    var samplesPerSecond = 256
    var codes: [Int16]
  }

  private var generator: SplitMix

  /// Varies a recording.
  ///
  /// - Parameters:
  ///   - labels: Its derivations, such as `FP1-F7`.
  ///   - codes: Each derivation's codes at 256 Hz, -2048 to 2047 for -800 to 800 uV.
  ///   - seed: Which variation.
  init(labels: [String], codes: [[Int16]], seed: UInt64) {
    generator = SplitMix(state: seed)
    description = "seed \(seed)"
    let seconds = codes[0].count / 256
    var signals = zip(labels, codes).map { Signal(label: $0, codes: $1) }
    for index in signals.indices { signals[index].label = spelling(signals[index].label) }
    scale(&signals)
    for _ in 0..<pick(7) { signals.append(auxiliary(seconds: seconds)) }
    if pick(2) == 0 { signals.shuffle(using: &generator) }
    let recordSeconds = [1, 1, 2, 5].filter { seconds % $0 == 0 }.randomElement(using: &generator) ?? 1
    var duration = "\(recordSeconds)"
    if pick(5) == 0 {
      duration =
        recordSeconds == 1 ? choose(["1.000004", "0.999997", "1.00002", "1,000"]) : duration
      if duration.hasPrefix("1.") || duration.hasPrefix("0.") { expectation = .near }
    }
    description += ", \(signals.map(\.label)), records of \(duration) s, units \(Set(signals.map(\.unit)))"
    write(signals, records: seconds / recordSeconds, seconds: recordSeconds, duration: duration)
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  private mutating func choose<Option>(_ options: [Option]) -> Option { options[pick(options.count)] }

  private mutating func spelling(_ label: String) -> String {
    let older = ["T7": "T3", "T8": "T4", "P7": "T5", "P8": "T6"]
    var parts = label.split(separator: "-").map(String.init)
    if pick(3) == 0 { parts = parts.map { older[$0] ?? $0 } }
    switch pick(4) {
    case 0: parts = parts.map { $0.lowercased() }
    case 1: parts = parts.map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
    default: break
    }
    let separator = choose(["-", "-", "_", ":", "/", " - "])
    let prefix = choose(["", "", "EEG ", "EEG_", "EEG-", "EEG", "eeg ", "POL "])
    let brackets = pick(8) == 0
    let body = parts.joined(separator: separator)
    return prefix + (brackets ? "[\(body)]" : body)
  }

  /// Units and ranges: the same values in other words, or with finer codes.
  private mutating func scale(_ signals: inout [Signal]) {
    let choice = pick(5)
    for index in signals.indices {
      switch choice {
      case 0: signals[index].unit = choose(["uV", "UV", "\u{B5}V", "microV", "uv", ""])
      case 1:
        signals[index].unit = "mV"
        signals[index].physical = ("-0.8", ".8")
      case 2:
        signals[index].unit = "V"
        signals[index].physical = ("-8E-4", "0,0008")
      case 3:
        // Four times as fine, by the same line through both ends.
        signals[index].codes = signals[index].codes.map { $0 * 4 }
        signals[index].digital = ("-8192", "8188")
        expectation = .near
      default: break
      }
    }
  }

  /// A signal that nobody needs.
  private mutating func auxiliary(seconds: Int) -> Signal {
    let label = choose([
      "ECG", "EKG1", "EMG Leg", "Leg 0", "SpO2", "EEG TRIG", "EEG 12", "X1", "Resp", "Status", "A1", "EOG L", "Chan 7",
    ])
    let rate = choose([1, 32, 256, 512, 1024])
    var signal = Signal(label: label, samplesPerSecond: rate, codes: [])
    signal.unit = choose(["uV", "mV", "%", "", "bpm"])
    switch pick(5) {
    case 0: signal.physical = ("0", "0")
    case 1: signal.digital = ("7", "7")
    case 2: signal.physical = ("", "1,5")
    default: break
    }
    signal.codes = (0..<(rate * seconds)).map { _ in Int16.random(in: -2_000...2_000, using: &generator) }
    return signal
  }

  private mutating func write(_ signals: [Signal], records: Int, seconds: Int, duration: String) {
    func field(_ text: String, _ width: Int) -> [UInt8] {
      // The micro sign as Latin-1 has it.
      let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }.prefix(width)
      return Array(bytes) + [UInt8](repeating: 0x20, count: width - bytes.count)
    }
    let isOpen = pick(6) == 0
    bytes = field("0", 8) + field("X X X X", 80) + field("Startdate 01-JAN-2000 X X X", 80)
    bytes += field("01.01.00", 8) + field("00.00.00", 8) + field("\(256 * (signals.count + 1))", 8) + field("", 44)
    bytes += field(isOpen ? "-1" : "\(records)", 8) + field(duration, 8) + field("\(signals.count)", 4)
    for signal in signals { bytes += field(signal.label, 16) }
    for _ in signals { bytes += field("AgAgCl", 80) }
    for signal in signals { bytes += field(signal.unit, 8) }
    for signal in signals { bytes += field(signal.physical.0, 8) }
    for signal in signals { bytes += field(signal.physical.1, 8) }
    for signal in signals { bytes += field(signal.digital.0, 8) }
    for signal in signals { bytes += field(signal.digital.1, 8) }
    for _ in signals { bytes += field("HP:0.1Hz", 80) }
    for signal in signals { bytes += field("\(signal.samplesPerSecond * seconds)", 8) }
    for _ in signals { bytes += field("", 32) }
    for record in 0..<records {
      for signal in signals {
        let count = signal.samplesPerSecond * seconds
        for code in signal.codes[(record * count)..<((record + 1) * count)] {
          bytes.append(UInt8(truncatingIfNeeded: code))
          bytes.append(UInt8(truncatingIfNeeded: code >> 8))
        }
      }
    }
    if isOpen { bytes += [1, 2, 3] }
  }
}

/// Random numbers by Steele, Lea and Flood's SplitMix64, the same on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
