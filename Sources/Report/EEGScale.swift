import Station

/// How large EEG is drawn: a unit of the drawing is a quarter of a millimetre at the stated gain, one pixel on a
/// screen.
struct EEGScale: Equatable {
  static let unitsPerMillimetre = 4.0
  /// Seconds of a sheet.
  static let sheetSeconds = 10.0
  /// Width of a sheet's EEG: 25 mm a second.
  static let sheetUnits = 1000.0

  /// Microvolts that a millimetre stands for.
  let gain: Int

  private static let gains = [7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000, 2000, 5000, 10_000, 32_768]

  init(gain: Int) {
    self.gain = gain
  }

  /// The first usual gain at which all but a tenth of the samples keep within their channel's row.
  ///
  /// - Parameters:
  ///   - episode: The EEG.
  ///   - rowUnits: A row's height.
  init(fitting episode: SeizureEpisode, rowUnits: Double) {
    var magnitudes: [Int32] = []
    for clip in episode.clips {
      magnitudes += stride(from: 0, to: clip.samples.count, by: 3).map { abs(clip.samples[$0]) }
    }
    magnitudes.sort()
    let usual = magnitudes.isEmpty ? 0 : magnitudes[magnitudes.count * 9 / 10]
    gain = Self.gains.first { EEGScale(gain: $0).units(usual) <= rowUnits * 0.75 } ?? Self.gains[Self.gains.count - 1]
  }

  /// What a sample, in 2^-8 microvolt, is drawn as: downwards, since EEG is drawn with the negative up.
  func units(_ sample: Int32) -> Double { Double(sample) / 256 * Self.unitsPerMillimetre / Double(gain) }

  /// What the bar beside the traces stands for, in microvolts: ten millimetres.
  var barMicrovolts: Int { gain * 10 }
}
