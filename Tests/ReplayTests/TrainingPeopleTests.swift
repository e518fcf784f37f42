import Configuration
import Foundation
import Replay
import Testing

@Suite struct TrainingPeopleTests {
  @Test func aPersonThatTheDetectorLearnedFromIsNamed() throws {
    let resources = try DefaultResources()
    let bundle = try DetectorBundle.makeDefault()
    let people = try TrainingPeople(of: bundle.section, shipped: resources.defaultDetector)
    // Thirteen people with seizures by fourteen names, since chb01 and chb21 are one; 63 people of the background.
    #expect(people.names.count == 14 + 63 && people.names.isSuperset(of: ["chb01", "chb21", "gbGB01"]))
    // Measured only, never learned from.
    #expect(!people.names.contains("luabLU00"))
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let detector = ReplayDetector(bundle, people: people)
    for (name, isKnown) in [("sub-chb01_run-01_eeg.edf", true), ("sub-bed3_run-01_eeg.edf", false)] {
      let recording = folder.appending(path: name)
      try FileManager.default.copyItem(at: resources.demoRecording, to: recording)
      let cautions = try detector.outcome(of: recording).cautions
      #expect(cautions.contains { $0.contains("trained on a person of this name, chb01") } == isKnown)
    }
  }

  @Test func ofAnotherDetectorNothingIsKnown() throws {
    let bundle = try DetectorBundle.makeDefault()
    let other = bundle.section.dropLast() + [bundle.section[bundle.section.count - 1] ^ 1]
    #expect(try TrainingPeople(of: Array(other), shipped: DefaultResources().defaultDetector).names.isEmpty)
  }
}
