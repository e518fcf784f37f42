import Testing
import Vocabulary

/// A channel is on the side of its electrodes; ears and mastoids are references, and on no side.
@Suite struct HeadSideTests {
  @Test(
    arguments: [
      ("F7-T7", .left), ("Fp2-F8", .right), ("C3", .left), ("AF10", .right), ("Fz-Cz", .none), ("C3-Cz", .left),
      ("C3-C4", .none), ("C3-A2", .left), ("C4-M1", .right), ("T7-M1", .left), ("A1-A2", .none), ("M1", .none),
      ("F7-Sp1", .left), ("Sp2", .right), ("Sp3", .none), ("SpO2", .none), ("EEG1", .none), ("ECG", .none),
    ] as [(StaticString, HeadSide)])
  func aChannelHasTheSideOfItsElectrodes(name: StaticString, side: HeadSide) {
    #expect(HeadSide(ChannelName(name)) == side)
  }
}
