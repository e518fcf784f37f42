import Testing

@testable import Signal

@Suite struct QRSDetectorTests {
  /// What is found later than it was, for the filters' delay, in seconds.
  private static let delay = 0.09
  /// How far a beat may be from the reference's: ANSI/AAMI EC57.
  private static let tolerance = 0.15
  /// Nothing is judged while it learns.
  private static let learning = 5.0

  private func beats(_ samples: [Int32], hertz: UInt32) -> (beats: [Double], judged: Int) {
    var detector = QRSDetector(hertz: hertz)
    var beats: [Double] = []
    var judged = 0
    for (index, sample) in samples.enumerated() {
      if let age = detector.step(sample) { beats.append(Double(index - age) / Double(hertz)) }
      if detector.middle != nil { judged += 1 }
    }
    return (beats, judged)
  }

  private func rate(_ detector: QRSDetector, hertz: UInt32) -> Double? {
    detector.middle.map { 60 * Double($0.count) * Double(hertz) / Double($0.samples) }
  }

  /// Sensitivity and positive predictive value against the reference's beats.
  @Test(arguments: [("mitdb208", 0.98, 0.95), ("synthetic50", 0.98, 0.98), ("synthetic150", 0.98, 0.98)])
  func findsTheBeatsThatOthersFind(name: String, sensitivity: Double, predictivity: Double) throws {
    let recording = try ECGSource.recording(name)
    let found = beats(recording.samples, hertz: recording.hertz).beats.map { $0 - Self.delay }
      .filter { $0 > Self.learning }
    let reference = recording.beats.map { Double($0) / Double(recording.hertz) }.filter { $0 > Self.learning }
    var free = found
    var hits = 0
    for beat in reference {
      guard let nearest = free.indices.min(by: { abs(free[$0] - beat) < abs(free[$1] - beat) }),
        abs(free[nearest] - beat) <= Self.tolerance
      else { continue }
      free.remove(at: nearest)
      hits += 1
    }
    let (all, some) = (Double(reference.count), Double(found.count))
    #expect(Double(hits) / all >= sensitivity, "\(name): \(hits) of \(reference.count) beats")
    #expect(Double(hits) / some >= predictivity, "\(name): \(hits) of \(found.count) found are beats")
  }

  @Test(arguments: [100, 200, 250, 399] as [UInt32], [40.0, 72, 131, 180])
  func knowsTheRateOfAMadeUpHeart(hertz: UInt32, beatsPerMinute: Double) throws {
    var detector = QRSDetector(hertz: hertz)
    let interval = 60 / beatsPerMinute
    for index in 0..<Int(hertz) * 25 {
      let phase = (Double(index) / Double(hertz)).truncatingRemainder(dividingBy: interval)
      _ = detector.step(Int32(256 * ECGSource.beat(phase: phase, interval: interval)))
    }
    let found = try #require(rate(detector, hertz: hertz))
    #expect(abs(found - beatsPerMinute) <= 0.02 * beatsPerMinute, "\(found)")
  }

  @Test func aHeartThatStopsHasNoRate() {
    var detector = QRSDetector(hertz: 250)
    for index in 0..<5000 {
      _ = detector.step(Int32(256 * ECGSource.beat(phase: Double(index % 200) / 250, interval: 0.8)))
    }
    #expect(detector.middle != nil)
    for _ in 0..<800 { _ = detector.step(0) }
    #expect(detector.middle == nil)
  }

  @Test func whatIsNoHeartIsNotJudged() {
    var noise = NoiseSource(seed: 7)
    var slow = 0.0
    let signals: [(String, (Int) -> Double)] = [
      ("nothing", { _ in 0 }), ("a constant", { _ in 900 }),
      ("50 Hz", { SignalSource.sine(2000, hertz: 50, time: Double($0) / 250) }),
      ("60 Hz", { SignalSource.sine(2000, hertz: 60, time: Double($0) / 250) }),
      ("10 Hz", { SignalSource.sine(300, hertz: 10, time: Double($0) / 250) }),
      ("noise", { _ in 100 * noise.bell() }),
      (
        "a drift",
        { _ in
          slow += 10 * noise.bell()
          return slow
        }
      ),
    ]
    for (name, signal) in signals {
      let samples = (0..<25_000).map { Int32(256 * signal($0)) }
      let judged = beats(samples, hertz: 250).judged
      #expect(judged < 1000, "\(name): \(judged) of 25000 samples judged")
    }
  }

  @Test(arguments: [80, 250, 400, 1, 5000] as [UInt32]) func nothingTraps(hertz: UInt32) {
    var noise = NoiseSource(seed: UInt64(hertz))
    var detector = QRSDetector(hertz: hertz)
    for index in 0..<60_000 {
      let value: Int32 =
        switch index / 10_000 {
        case 0: .min
        case 1: index % 2 == 0 ? .min : .max
        case 2: index / 100 % 2 == 0 ? .min : .max
        case 3: Int32(truncatingIfNeeded: noise.next())
        case 4: index % 250 == 0 ? .max : 0
        default: .max
        }
      _ = detector.step(value)
      _ = detector.middle
      if index % 7919 == 0 { detector.reset() }
    }
  }
}
