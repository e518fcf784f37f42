import LogSupport
import Simulation
import Station
import Testing

@testable import Report

@Suite struct EEGTraceTests {
  private func trace(_ heights: [Double]) -> DrawnEEG.Trace {
    let path = EEGTrace.path(heights, from: 3)
    let page = "<path class=\"trace-left\" d=\"\(path)\" data-channel=\"C3\" data-first=\"7\"/>"
    return DrawnEEG(page).traces[0]
  }

  @Test(arguments: [1.0, 8, 60, 900])
  func everySampleLiesWithinAPixelOfTheLine(amplitude: Double) {
    var generator = SeededGenerator(seed: 5)
    let heights = (0..<3000).map { _ in Double(Int64(generator.next() % 2001) - 1000) / 1000 * amplitude }
    let trace = trace(heights)
    #expect(trace.count == heights.count && trace.corners[0].x == 3)
    for (index, height) in heights.enumerated() { #expect(abs(trace.height(at: index) - height) < 1) }
  }

  @Test func whatIsStraightTakesTwoCorners() {
    #expect(trace((0..<500).map { Double($0) * 2 }).corners.count == 2)
    #expect(trace(Array(repeating: 0.4, count: 500)).corners.count == 2)
    #expect(EEGTrace.path([], from: 0) == "" && EEGTrace.path([2.2], from: 4) == "M4 2h1")
  }

  @Test func electrodesStandWhereTheyStandOnAHead() throws {
    let places = ChannelPlace.montage(Samples.session(channels: ["Cz-Pz", "Fp2-F8", "T7-P7", "X1", "F3-C3", "Fz"]))
    #expect(places.map(\.name) == ["T7-P7", "F3-C3", "Fz", "Cz-Pz", "Fp2-F8", "X1"])
    #expect(places.map(\.side.rawValue) == ["left", "left", "middle", "middle", "right", "middle"])
    #expect(
      places.map(\.region) == [
        "left temporal", "left central", "midline frontal", "midline parietal", "right frontal", nil,
      ])
    let points = places[0].electrodes.map { HeadMap.point($0) }
    try #require(points.count == 2)
    #expect(points[0].x < -80 && abs(points[0].y) < 1e-9 && points[1].x < -60 && points[1].y > 40)
    let front = HeadMap.point(try #require(places[4].electrodes.first))
    #expect(front.x > 20 && front.y < -75)
  }
}
