import Foundation

/// ECGs: recorded ones of the fixtures, and one made by rule.
enum ECGSource {
  /// A recording with its beats.
  struct Recording {
    /// Samples per second.
    var hertz: UInt32
    /// In 2^-8 microvolt.
    var samples: [Int32]
    /// The reference's beats, in samples.
    var beats: [Int]
  }

  private struct Entry: Decodable {
    var rate_hz: UInt32
    var beats: [Int]
  }

  /// A recording of the fixtures.
  static func recording(_ name: String) throws -> Recording {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let table = try JSONDecoder().decode(
      [String: Entry].self, from: Data(contentsOf: folder.appending(path: "ecg.json")))
    guard let entry = table[name] else { throw CocoaError(.fileReadCorruptFile) }
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "\(name).i16")))
    let samples = stride(from: 0, to: bytes.count, by: 2).map { index in
      // 5 microvolt a unit.
      Int32(Int16(truncatingIfNeeded: Int(bytes[index]) | Int(bytes[index + 1]) << 8)) * 5 * 256
    }
    return Recording(hertz: entry.rate_hz, samples: samples, beats: entry.beats)
  }

  /// One sample of a made-up heart, in microvolts: P, QRS and T as bells of their usual widths.
  ///
  /// - Parameters:
  ///   - phase: Seconds since the beat's R.
  ///   - interval: Seconds to the next one's.
  /// - Returns: The sample.
  static func beat(phase: Double, interval: Double) -> Double {
    func bell(_ at: Double, _ width: Double, _ height: Double) -> Double {
      let distance = (phase - at) / width
      return height * exp(-distance * distance / 2)
    }
    let wave = bell(0, 0.012, 1000) + bell(0.025, 0.012, -250) + bell(min(0.28, 0.4 * interval), 0.04, 250)
    return wave + bell(interval - 0.16, 0.025, 120) + bell(interval, 0.012, 1000) + bell(interval - 0.025, 0.012, -150)
  }
}
