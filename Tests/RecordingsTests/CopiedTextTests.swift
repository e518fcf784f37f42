import Foundation
import Testing

@testable import Recordings

/// What a copy's header says of who and when, and what it says that it had to change.
@Suite struct CopiedTextTests {
  private func copy(_ file: SyntheticRecording) throws -> (header: RecordingHeader, notes: [String]) {
    let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
    defer { try? FileManager.default.removeItem(at: copy) }
    let notes = try file.withFile { try RecordingReader.copy($0, to: copy) }
    return (try RecordingReader(url: copy).header, notes)
  }

  /// Fields that have the form of EDF+ stay, in plain EDF, too, and nothing is said.
  @Test(arguments: ["", "EDF+C"], ["X X X X", "MCH-0234567 F 02-MAY-1951 Haagse_Harry", "X M X X left handed"])
  func fieldsOfTheRightFormAreKept(reserved: String, patient: String) throws {
    for recording in ["Startdate 02-MAR-2004 X X X", "Startdate 02-MAR-2004 PSG-1234/2004 NN Telemetry03 more"] {
      var file = SyntheticRecording(recording: recording, reserved: reserved)
      file.patient = patient
      let copied = try copy(file)
      #expect(copied.header.patient == patient && copied.header.recording == recording)
      #expect(copied.header.startDate == "02.03.04")
      #expect(copied.notes.isEmpty)
    }
  }

  /// Every reader finds a start before 1985 by its digits and the recording field.
  @Test func anEarlyStartKeepsItsDigits() throws {
    var file = SyntheticRecording(recording: "Startdate 01-JAN-1970 X X X")
    file.startDate = "01.01.70"
    let copied = try copy(file)
    #expect(copied.header.startDate == "01.01.70" && copied.header.start?.year == 1970)
    #expect(
      copied.notes == [
        "the header's year has two digits, for 1985 to 2084: 1970 is written as 70, and only the recording field has it "
          + "whole"
      ])
  }

  /// One behind 2084, or none at all, is told as well.
  @Test func aStartThatTwoDigitsCannotTellIsSaid() throws {
    var file = SyntheticRecording(recording: "Startdate 01-JAN-2090 X X X")
    file.startDate = "01.01.yy"
    let late = try copy(file)
    #expect(late.header.start?.year == 2090 && late.notes.count == 1)
    #expect(late.notes.first?.contains("2090 is written as yy") == true)
    // The first sample lies in the next year.
    file = SyntheticRecording(recording: "Startdate 31-DEC-2084 X X X")
    (file.startDate, file.startTime) = ("31.12.84", "23.59.50")
    file.signals.append(.annotations(bytes: 32))
    file.annotations = [["+20\u{14}\u{14}\u{0}"], ["+21\u{14}\u{14}\u{0}"]]
    let moved = try copy(file)
    #expect(
      moved.header.start?.year == 2085
        && moved.notes.contains { $0.contains("2085 is written as yy, which some readers refuse, and") })
    // pyedflib refuses one before 1970.
    file = SyntheticRecording(recording: "Startdate 31-DEC-1969 X X X")
    file.startDate = "31.12.69"
    let early = try copy(file)
    #expect(early.header.recording == "Startdate X X X X" && early.header.startDate == "01.01.85")
    #expect(early.header.startTime == "05.06.07")
    #expect(early.notes.contains { $0.hasPrefix("the start 1969-12-31T05:06:07 is not kept, but for the time") })
    file = SyntheticRecording(recording: "X X X")
    file.startDate = "99.99.99"
    let none = try copy(file)
    #expect(none.notes.contains("the start \"99.99.99\" \"05.06.07\" is not kept: it is written as unknown"))
  }

  /// A digital range beyond the format's is brought into it with its physical range, where that can be written.
  @Test func aDigitalRangeThatChangesIsSaid() throws {
    let wide = try copy(
      SyntheticRecording(signals: [
        .init(
          label: "Fp1", physicalMinimum: "-6553.6", physicalMaximum: "6553.6", digitalMinimum: "-65536",
          digitalMaximum: "65536")
      ]))
    #expect(wide.header.signals[0].digitalMaximum == 32_767 && wide.header.signals[0].gain == Ratio(1, over: 10))
    #expect(
      wide.notes == [
        "the digital range of signal 1 (Fp1), -65536 to 65536, is written as -32768 to 32767, and the physical range with "
          + "it"
      ])
    let odd = try copy(
      SyntheticRecording(signals: [
        .init(
          label: "Fp1", physicalMinimum: "-1", physicalMaximum: "1", digitalMinimum: "-70001", digitalMaximum: "70000")
      ]))
    #expect(odd.header.signals[0].digitalMinimum == -70_001)
    #expect(odd.notes.count == 1 && odd.notes[0].hasSuffix("and is kept: some readers refuse it"))
    let turned = try copy(
      SyntheticRecording(signals: [
        .init(label: "Fp1", physicalMinimum: "-8", physicalMaximum: "9", digitalMinimum: "7", digitalMaximum: "-7")
      ]))
    #expect(turned.header.signals[0].physicalMinimum == Ratio(9) && turned.header.signals[0].digitalMaximum == 7)
    #expect(turned.notes.count == 1 && turned.notes[0].hasSuffix("written as -7 to 7, and the physical range with it"))
    let flat = try copy(
      SyntheticRecording(signals: [.init(), .init(label: "X", digitalMinimum: "0", digitalMaximum: "0")]))
    #expect(flat.notes.contains("the digital range of signal 2 (X), 0 to 0, is written as -32768 to 32767"))
  }

  /// There is no such day.
  @Test func aBirthDateThatIsNoneIsNoField() throws {
    var file = SyntheticRecording()
    file.patient = "123 M 00-JAN-1990 Doe"
    #expect(try copy(file).header.patient == "X X X 123_M_00-JAN-1990_Doe")
  }

  @Test func aShortFieldWithoutADateIsFilled() throws {
    var file = SyntheticRecording(recording: "Startdate X X")
    file.startDate = "01.01.85"
    let copied = try copy(file)
    #expect(copied.header.recording == "Startdate X X X X" && copied.header.start == nil)
  }

  @Test func aWithheldDateIsNone() throws {
    var file = SyntheticRecording(recording: "Startdate X X X X")
    file.startDate = "01.01.85"
    #expect(try file.withFile { try FrameSource(url: $0).header.start } == nil)
    file.recording = "X X X"
    #expect(try file.withFile { try FrameSource(url: $0).header.start?.year } == 1985)
  }

  /// A date that is withheld stays withheld.
  @Test func aWithheldStartStaysWithheld() throws {
    var file = SyntheticRecording(recording: "Startdate X X X X")
    file.startDate = "01.01.85"
    let copied = try copy(file)
    #expect(copied.header.recording == "Startdate X X X X" && copied.header.startDate == "01.01.85")
    #expect(copied.header.startTime == "05.06.07" && copied.notes.isEmpty)
  }

  @Test(arguments: [
    ("John Doe", "X X X John_Doe"), ("", "X X X X"), ("Jos\u{E9} X 1951", "X X X Jos?_X_1951"),
    ("ID7  F X  Name", "ID7 F X Name"), ("ID7 W X Name", "X X X ID7_W_X_Name"),
    ("ID7 F 2-MAY-1951 N", "X X X ID7_F_2-MAY-1951_N"), ("ID7 F -1-MAY-1951 N", "X X X ID7_F_-1-MAY-1951_N"),
    (String(repeating: "n", count: 80), "X X X " + String(repeating: "n", count: 74)),
  ])
  func whatChangesOfAPatientIsSaid(patient: String, written: String) throws {
    var file = SyntheticRecording()
    file.patient = patient
    let copied = try copy(file)
    #expect(copied.header.patient == written)
    let said = "the patient field \"\(patient)\" is written as \"\(written)\", as EDF+ can hold it"
    #expect(copied.notes == (patient.isEmpty ? [] : [said]))
  }

  @Test(arguments: [
    ("EEG lab 7", "Startdate 02-MAR-2004 X X EEG_lab_7"),
    (String(repeating: "r", count: 70), "Startdate 02-MAR-2004 X X " + String(repeating: "r", count: 54)),
    ("Startdate 02-MAR-2004 only", "Startdate 02-MAR-2004 X X Startdate_02-MAR-2004_only"),
    ("Startdate  02-MAR-2004 X X M\u{FC}ller", "Startdate 02-MAR-2004 X X M?ller"),
  ])
  func whatChangesOfTheRecordingIsSaid(recording: String, written: String) throws {
    let copied = try copy(SyntheticRecording(recording: recording))
    #expect(copied.header.recording == written)
    let said = "the recording field \"\(recording)\" is written as \"\(written)\", as EDF+ can hold it"
    #expect(copied.notes == [said])
  }

  @Test func whatChangesOfASignalIsSaid() throws {
    var file = SyntheticRecording(reserved: "EDF+C montage 7")
    file.signals = [
      .init(label: "Fp1", transducer: "Ag/AgCl \u{D8} 9 mm", dimension: "\u{B5}V"), .init(label: "C\u{E9}"),
      .init(label: "O1", dimension: "\u{43C}\u{432}"),
    ]
    let copied = try copy(file)
    #expect(copied.header.signals[0].transducer == "Ag/AgCl ? 9 mm" && copied.header.signals[0].dimension == "uV")
    #expect(copied.header.signals[2].dimension == "mV")
    #expect(
      copied.notes == [
        "the transducer of signal 1 (Fp1) \"Ag/AgCl \u{D8} 9 mm\" is written as \"Ag/AgCl ? 9 mm\", as EDF+ can hold it",
        "the unit of signal 1 (Fp1) \"\u{B5}V\" is written as \"uV\", as EDF+ can hold it",
        "the label of signal 2 (C?) \"C\u{E9}\" is written as \"C?\", as EDF+ can hold it",
        "the unit of signal 3 (O1) \"\u{43C}\u{432}\" is written as \"mV\", as EDF+ can hold it",
        "the header's reserved field \" montage 7\" is not kept",
      ])
  }
}
