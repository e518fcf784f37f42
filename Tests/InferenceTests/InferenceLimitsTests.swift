import Testing

@testable import Inference

@Suite struct InferenceLimitsTests {
  @Test func thePatchHasRoomForTheLargestWindowAndWhatIsReadBeyondIt() {
    #expect(LayerKernels.Patch(repeating: 0).count == InferenceLimits.patchBytes + InferenceLimits.readAheadBytes)
  }
}
