import Configuration
import Designer
import Foundation
import Recordings
import Replay
import TestSupport
import Testing

/// Files as they come from clinics and public reports, each the smallest of its kind (see Fixtures/README.md).
@Suite struct FieldCaseTests {
  private let bundle: DetectorBundle

  init() throws {
    bundle = try DetectorBundle.makeDefault()
  }

  private func url(_ name: String) -> URL {
    SharedData.repository.appending(path: "Tests/ReplayTests/Fixtures/\(name).edf")
  }

  private func session(_ name: String) throws -> ReplaySession {
    try ReplaySession(recording: url(name), bundle: bundle) { _ in }
  }

  @Test func aUnitThatCannotBeIsNamedWithTheOneMeant() throws {
    let session = try session("unit_mV")
    #expect(session.cautions.count == 1)
    #expect(session.cautions[0].contains("declares the unit mV, likely a mistake for uV"))
    #expect(session.cautions[0].contains("Cz-Pz"))
  }

  @Test func aBrokenSignalThatNobodyNeedsIsLeftOut() throws {
    let session = try session("flat_aux")
    #expect(session.channelNames == MontageDefinition.doubleBananaNames)
    #expect(session.leftOut.map(\.label) == ["SpO2"])
    #expect(session.cautions.isEmpty)
  }

  @Test func oneTypedSignalDoesNotDropTheOthers() throws {
    let session = try session("one_typed")
    #expect(session.channelNames == MontageDefinition.doubleBananaNames)
    #expect(session.notes == ["recorded but not used: Pz-Oz"])
  }

  @Test func electrodesAreJudgedWhateverIsFaster() throws {
    let session = try session("more_fast")
    #expect(session.channelNames == ["Fp1-F7", "F7-T7"])
    #expect(session.leftOut.map(\.label) == ["Leg 0", "Leg 1", "Leg 2"])
    #expect(session.design.inputRate.hertz == 256)
  }

  @Test func aClockALittleOffIsBroughtToTheNearestRateAndTellsItsOwnTime() throws {
    let session = try session("rate_4ppm")
    #expect(session.design.inputRate.hertz == 256)
    #expect(abs(session.ratePartsPerMillion - 4) < 0.01)
    #expect(session.notes.contains { $0.contains("4.0 ppm off") })
    #expect(abs(session.seconds(256 * 60 - 1) - 60.00024) < 1e-9)
  }

  @Test func aCopyKeepsAGapOfAFileThatSaysItIsContinuous() throws {
    let copy = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString).edf")
    defer { try? FileManager.default.removeItem(at: copy) }
    let notes = try RecordingReader.copy(url("gap_in_continuous"), to: copy)
    #expect(notes == ["time jumps between data records of a continuous file: written as discontinuous (+D)"])
    let (before, after) = (
      try session("gap_in_continuous"), try ReplaySession(recording: copy, bundle: bundle) { _ in }
    )
    try before.run()
    try after.run()
    #expect(before.gaps == 1 && after.gaps == 1)
    #expect(before.durationSeconds == 57 && after.durationSeconds == 57)
    #expect(try before.finish() == after.finish())
  }
}
