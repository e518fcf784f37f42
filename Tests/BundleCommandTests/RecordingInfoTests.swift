import ArgumentParser
import Foundation
import Recordings
import Testing

@testable import prodrome

/// `recording info` of a file that cannot be replayed says so, and still shows it.
@Suite struct RecordingInfoTests {
  @Test func recordsThatOverlapAreShownAndRefused() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "overlap-\(UUID().uuidString).edf")
    defer { try? FileManager.default.removeItem(at: url) }
    let signal = SignalHeader(
      label: "Fp1-F7", transducer: "AgCl", dimension: "uV", physicalMinimum: try #require(Ratio(-32_768, over: 10)),
      physicalMaximum: try #require(Ratio(32_767, over: 10)), digitalMinimum: -32_768, digitalMaximum: 32_767,
      prefiltering: "HP:0.5Hz", samplesPerRecord: 4)
    var writer = try EDFWriter(
      url: url, signals: [signal], recordDuration: Ratio(1),
      identity: .init(
        start: RecordingStart(year: 2024, month: 1, day: 1, hour: 0, minute: 0, second: 0), patient: "X X X X",
        recording: "X X X"), isDiscontinuous: true)
    for second in [0, 5, 7] as [Int64] { try writer.write([1, -1, 300, -200].span, onset: Ratio(second)) }
    try writer.finish()
    #expect(try RecordingFacts(url: url, truncation: .refuse, withSamples: false).timeFault == nil)
    try RecordingInfo.parse([url.path]).run()

    var bytes = try Data(contentsOf: url)
    let place = try #require(bytes.range(of: Data("+5\u{14}\u{14}".utf8)))
    bytes[place.lowerBound + 1] = 0x30
    try bytes.write(to: url)
    let report = try RecordingFacts(url: url, truncation: .refuse, withSamples: false)
    let fault = try #require(report.timeFault)
    #expect(fault.kind == .overlappingRecords)
    #expect(report.cautions.contains { $0.hasPrefix("byte \(fault.offset): ") && $0.hasSuffix("it is not replayed") })
    #expect(throws: ExitCode(65)) { try RecordingInfo.parse([url.path, "--json"]).run() }
  }
}
