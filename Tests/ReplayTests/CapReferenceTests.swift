import Configuration
import Designer
import Electrodes
import Foundation
import Recordings
import Replay
import Station
import Testing
import Vocabulary

/// The demo's seizure as caps would have recorded it, against an electrode of its own and against another place: the
/// same differences of neighbours, so the same decisions.
@Suite struct CapReferenceTests {
  private let bundle: DetectorBundle
  /// By electrode: potentials in codes of half a microvolt, which the demo's derivations are differences of.
  private let potentials: [String: [Int32]]
  private let seconds: Int

  init() throws {
    bundle = try DetectorBundle.makeDefault()
    var reader = try RecordingReader(url: try DefaultResources().demoRecording)
    let signals = reader.header.signals.indices.filter { reader.header.signals[$0].hasSamples }
    var columns = [[Int32]](repeating: [], count: signals.count)
    while try reader.advance() {
      for (place, signal) in signals.enumerated() {
        var buffer = [Int32](repeating: 0, count: reader.header.signals[signal].samplesPerRecord)
        var span = buffer.mutableSpan
        reader.decode(signal: signal, into: &span)
        columns[place] += buffer
      }
    }
    // The midline stands apart from the other chains, so that its electrodes are reached from their own end.
    var potentials: [String: [Int32]] = [:]
    let recorded = signals.map { reader.header.signals[$0].label }
    let midline: Set = ["Fz", "Cz", "Pz"]
    for wanted in [Electrode.tenTwenty.subtracting(midline).sorted(), midline.sorted()] {
      let sums = try ElectrodePaths.sums(of: wanted, recorded: recorded)
      for (electrode, sum) in zip(wanted, sums) {
        potentials[electrode] = columns[0].indices.map { index in
          sum.reduce(0) { $0 + ($1.isNegative ? -1 : 1) * columns[$1.channel][index] }
        }
      }
    }
    self.potentials = potentials
    seconds = columns[0].count / 256
  }

  private struct Result: Equatable {
    var channels: [String]
    var digest: Digest
    var alarms: [UInt64]
  }

  /// What becomes of a cap against one of its electrodes, or against a place outside it.
  private func result(against reference: String?) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString).edf")
    defer { try? FileManager.default.removeItem(at: url) }
    let electrodes = Electrode.tenTwenty.filter { $0 != reference }.sorted()
    let signals = try electrodes.map { electrode in
      SignalHeader(
        label: "EEG \(electrode)-\(reference ?? "REF")", dimension: "uV", physicalMinimum: Ratio(-16_384),
        physicalMaximum: try #require(Ratio(32_767, over: 2)), digitalMinimum: -32_768, digitalMaximum: 32_767,
        samplesPerRecord: 256)
    }
    var writer = try EDFWriter(url: url, signals: signals, recordDuration: Ratio(1), identity: .init(start: nil))
    for second in 0..<seconds {
      var codes: [Int32] = []
      for electrode in electrodes {
        let own = potentials[electrode] ?? []
        let other = reference.flatMap { potentials[$0] }
        for index in (second * 256)..<(second * 256 + 256) { codes.append(own[index] - (other?[index] ?? 0)) }
      }
      try writer.write(codes.span)
    }
    try writer.finish()
    var alarms: [UInt64] = []
    let session = try ReplaySession(recording: url, bundle: bundle) { event in
      if case .alarm(let alarm) = event, alarm.kind == .seizure { alarms.append(alarm.sampleIndex) }
    }
    #expect(session.cautions.isEmpty)
    // A channel's electrodes are those of its name, whatever it was recorded against.
    for (channel, name) in session.channelNames.enumerated() {
      #expect(session.body.electrodes(of: channel).joined(separator: "-") == name)
    }
    try session.run()
    return Result(channels: session.channelNames, digest: try session.finish(), alarms: alarms)
  }

  @Test func theReferenceOfACapChangesNothing() throws {
    let other = try result(against: nil)
    #expect(other.channels == MontageDefinition.doubleBananaNames && !other.alarms.isEmpty)
    for reference in ["Cz", "Fz", "C3"] { #expect(try result(against: reference) == other) }
  }
}
