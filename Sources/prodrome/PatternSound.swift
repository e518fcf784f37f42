import Alarms
import Foundation

/// Three turns of an alarm's pattern as a WAV file: 16 bits, one channel.
struct PatternSound {
  static let samplesPerSecond = 16_000
  /// A common tone of small buzzers, in hertz.
  private static let tone = 2300.0
  private static let turns: UInt64 = 3

  private let pattern: AlarmPattern

  init(_ pattern: AlarmPattern) {
    self.pattern = pattern
  }

  /// The samples: a tone wherever the board's buzzer sounds, with edges of 3 ms that do not click.
  var samples: [Int16] {
    let count = Int(Self.turns * pattern.burstMilliseconds) * Self.samplesPerSecond / 1000
    let edge = 3 * Double(Self.samplesPerSecond) / 1000
    var loudness = 0.0
    return (0..<count).map { index in
      let nanoseconds = UInt64(index) * 1_000_000_000 / UInt64(Self.samplesPerSecond)
      loudness = max(0, min(1, loudness + (pattern.isSounding(nanoseconds) ? 1 : -1) / edge))
      return Int16(12_000 * loudness * sin(2 * .pi * Self.tone * Double(index) / Double(Self.samplesPerSecond)))
    }
  }

  /// The file's bytes: RIFF with one PCM chunk.
  var file: Data {
    let samples = samples
    let bytes = UInt32(2 * samples.count)
    var data = Data("RIFF".utf8)
    func append(_ value: some FixedWidthInteger) {
      for byte in 0..<value.bitWidth / 8 { data.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
    append(36 + bytes)
    data += Data("WAVEfmt ".utf8)
    append(UInt32(16))
    append(UInt16(1))
    append(UInt16(1))
    append(UInt32(Self.samplesPerSecond))
    append(UInt32(2 * Self.samplesPerSecond))
    append(UInt16(2))
    append(UInt16(16))
    data += Data("data".utf8)
    append(bytes)
    for sample in samples { append(sample) }
    return data
  }
}
