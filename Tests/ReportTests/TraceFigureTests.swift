import Evaluation
import Testing

@testable import Report

@Suite struct TraceFigureTests {
  private func trace(hours: Double, channels: Int = 2) -> RecordingTrace {
    RecordingTrace(
      channels: (0..<channels).map { "C\($0)" }, threshold: 100, hopSeconds: 1, durationSeconds: hours * 3600)
  }

  @Test func tenHoursKeepTheirOneHighWindowInFewColumns() throws {
    var trace = trace(hours: 10)
    for hop in 0..<36_000 {
      trace.addHop(hop, score: hop == 20_001 ? 900 : 10, evidence: [hop == 20_001 ? 1700 : 20, 0])
    }
    #expect(trace.columns.count == 282 && trace.hopsPerColumn == 128)
    let column = trace.columns[20_001 / 128]
    #expect(column.highestScore == 900 && column.lowestScore == 10 && column.cells[0].excess == 1600)
    #expect(trace.columns.count { $0.highestScore == 900 } == 1)
    #expect(trace.columns.dropLast().allSatisfy { $0.hops == 128 })
  }

  /// A log's length is known at its end only.
  @Test(arguments: [1, 479, 480, 481, 5_000, 36_000])
  func whatGrowsIsWhatItsLengthWasKnownOf(hops: Int) {
    func trace(_ seconds: Double?) -> RecordingTrace {
      RecordingTrace(channels: ["C0", "C1"], threshold: 100, hopSeconds: 1, durationSeconds: seconds)
    }
    var (known, grown) = (trace(Double(hops)), trace(nil))
    for hop in 0..<hops where hop % 7 != 3 {
      let evidence = [hop % 5 == 0 ? nil : hop * 7_919 % 400, hop * 104_729 % 300]
      known.addHop(hop, score: Double(hop % 97), evidence: evidence)
      grown.addHop(hop, score: Double(hop % 97), evidence: evidence)
    }
    grown.end(at: Double(hops))
    #expect(grown == known && known.columns.reduce(0) { $0 + $1.hops } == (0..<hops).count { $0 % 7 != 3 })
  }

  @Test func tenNoisyHoursOf32ChannelsAreAFifthOfAMegabyte() {
    var trace = trace(hours: 10, channels: 32)
    var state: UInt64 = 7
    for hop in 0..<36_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      trace.addHop(hop, score: Double(state >> 54), evidence: (0..<32).map { Int(state >> $0 & 0xFFF) - 2048 })
    }
    let figure = TraceFigure(
      durationSeconds: 36_000, seizures: [], alarms: [], trace: trace, scale: EvidenceColours([trace]))
    #expect(figure.markup.source.utf8.count < 200_000)
  }

  @Test func cellsOfOneColourAreOneStroke() {
    var trace = trace(hours: 10.0 / 3600)
    for hop in 2..<10 { trace.addHop(hop, score: 0, evidence: [hop < 5 ? 100 : 99, hop == 2 ? nil : 2000]) }
    let paths = HeatMap(trace: trace, scale: EvidenceColours([trace])).paths.map(\.source)
    #expect(
      paths == [
        "<path class=\"n1\" d=\"M5 0.5h5\"/>", "<path class=\"p1\" d=\"M2 0.5h3\"/>",
        "<path class=\"p4\" d=\"M3 1.5h7\"/>", "<path class=\"u\" d=\"M2 1.5h1\"/>",
      ])
  }

  @Test func aChannelIsNamedWithHowLongAndWhyItWasNotUsable() {
    var trace = trace(hours: 10.0 / 3600)
    for hop in 0..<10 { trace.addHop(hop, score: 0, evidence: [1, hop < 3 ? nil : 1]) }
    trace.note(["leadOff"], channel: 1)
    trace.note(["leadOff", "flat"], channel: 1)
    #expect(trace.unusableSeconds == [0, 3] && trace.defects == [[], ["leadOff", "flat"]])
  }

  @Test func hopsAfterTheEndAreLeftOut() {
    var trace = trace(hours: 10.0 / 3600)
    trace.addHop(10, score: 5, evidence: [1, 1])
    #expect(trace.columns.allSatisfy { $0.hops == 0 })
  }

  @Test(arguments: [(9.0, "2 s|4 s"), (57, "10 s|20 s"), (600, "2 min|4 min"), (36_000, "2 h|4 h")])
  func axesHaveRoundMarks(duration: Double, firstTwo: String) {
    let marks = TimeAxis(durationSeconds: duration).marks
    #expect(marks.count <= 7 && marks[0].seconds == 0)
    #expect(marks[1...2].map(\.text).joined(separator: "|") == firstTwo)
  }

  @Test(arguments: [(0.0, "0"), (-1.5, "-1.5"), (3.004, "3"), (2.05, "2.05"), (-0.25, "-0.25"), (12, "12")])
  func coordinatesAreShort(value: Double, text: String) {
    #expect(NumberText.coordinate(value) == text)
  }
}
