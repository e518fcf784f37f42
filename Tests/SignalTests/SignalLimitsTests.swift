import Signal
import Testing

@Suite struct SignalLimitsTests {
  @Test func everyArrayHasRoomForWhatTheLimitsSay() {
    #expect(PerRingSample<UInt8>(repeating: 0).count == SignalLimits.ringSamples)
    let design = ResamplerDesign()
    #expect(design.coefficients.count == SignalLimits.coefficients)
  }
}
