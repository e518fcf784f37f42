import Designer
import Signal
import Testing
import Vocabulary

@Suite struct FeatureTests {
  private func features(
    modelRate: UInt32 = 128, _ signal: (Double) -> Double
  ) throws -> ChannelFeatures {
    let runner = try ChainRunner(hertz: 256, modelRate: modelRate, mainsHertz: [])
    runner.feed(seconds: 121) { _, time in signal(time) }
    #expect(runner.steps.filter(\.minuteEnded).map(\.minuteIndex) == [0, 1])
    return runner.features(0)
  }

  /// A sine of 100 µV has a mean square of 5,000 µV².
  private static let power = 5000.0 * 256

  @Test(arguments: zip([2.0, 5.7, 10.2, 20, 36.7], 0..<5))
  func aSinesPowerIsFoundInItsBandOnly(hertz: Double, band: Int) throws {
    let found = try features { SignalSource.sine(100, hertz: hertz, time: $0) }
    let powers = [found.delta, found.theta, found.alpha, found.beta, found.gamma].map {
      Double($0) / FeatureTests.power
    }
    #expect(abs(powers[band] - 1) < 0.05)
    for other in powers.indices where other != band { #expect(powers[other] < 0.2) }
    #expect(abs(Double(found.variance) / FeatureTests.power - 1) < 0.02)
    #expect(found.sampleCount == 60 * 128)
    // So much at 37 Hz alone looks like muscle.
    // A tone repeats, and a fast one is like muscle.
    #expect(found.quality == (band < 4 ? .repeated : Quality.repeated.union(.muscle)))
  }

  @Test func lineLengthAndAutocorrelationAreThoseOfASine() throws {
    let found = try features { SignalSource.sine(100, hertz: 8, time: $0) }
    // Mean |difference| of A·sin at phase steps d is A·2·sin(d/2)·2/π; lag-one autocorrelation is cos d; d = 2π·8/128.
    let lineLength = Double(found.lineLength) / 256
    let autocorrelation = Double(found.lagOneAutocorrelation) / 32768
    #expect(abs(lineLength - 24.84) < 0.3)
    #expect(abs(autocorrelation - 0.923_88) < 0.002)
    #expect(found.spikes == 0)
  }

  @Test func sharpTransientsAreCounted() throws {
    // One click a second on a slow wave: up and down again within one or two samples.
    let found = try features { time in
      let phase = (time * 256).rounded().truncatingRemainder(dividingBy: 256)
      return SignalSource.sine(20, hertz: 2, time: time) + (phase < 4 ? 400.0 : 0)
    }
    #expect((50...200).contains(found.spikes))
  }

  @Test func aModelsRateTooLowForGammaMeasuresNone() throws {
    let found = try features(modelRate: 64) { SignalSource.sine(100, hertz: 10.2, time: $0) }
    #expect(found.gamma == 0)
    #expect(abs(Double(found.alpha) / FeatureTests.power - 1) < 0.05)
  }

  @Test func theFirstMinuteLeavesTheSettlingOut() throws {
    let runner = try ChainRunner(hertz: 256)
    runner.feed(seconds: 60) { _, time in SignalSource.sine(100, hertz: 10, time: time) }
    #expect(runner.features(0).sampleCount == 59 * 128)
    #expect(runner.features(0).quality.contains(.settling))
  }
}
