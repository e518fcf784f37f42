import Simulation
import Testing

@testable import ADS1299

@Suite("The sample grid")
struct SampleGridTests {
  static let period: Int64 = 4_000_000

  /// A grid whose first sample is due at 1 s.
  static func grid() -> SampleGrid { SampleGrid(period: period, index: .max, time: 1_000_000_000 - period) }

  /// An edge, and its placement.
  static func place(_ grid: inout SampleGrid, _ time: Int64, _ sequence: UInt32) -> SampleGrid.Placement? {
    grid.place(DataReadyEdge(monotonicNanoseconds: UInt64(time), lineSequence: sequence), now: UInt64(time))
  }

  /// After a quiet beginning: a clock off by 2.5 %, stamps late by up to a quarter of a period, a tenth of the edges
  /// lost, a tenth dropped, a tenth doubled: every edge finds its sample, and the counts add up.
  @Test(arguments: [-25_000, -5_000, 0, 137, 5_000, 25_000])
  func everyEdgeFindsItsSample(partsPerMillion: Int64) {
    var generator = SeededGenerator(seed: UInt64(bitPattern: partsPerMillion))
    var grid = SampleGridTests.grid()
    let truePeriod = Double(SampleGridTests.period) / (1 + Double(partsPerMillion) / 1e6)
    let settlingError = 3.0 * (truePeriod - Double(SampleGridTests.period))
    var sequence: UInt32 = 0
    var (dropped, missed, extra) = (UInt64(0), UInt64(0), UInt64(0))
    var counted = (dropped: UInt64(0), missed: UInt64(0), extra: UInt64(0))
    var wrong = 0
    for index in 0..<UInt64(20_000) {
      let ready = 1e9 + settlingError + Double(index) * truePeriod
      let chance = index < 160 ? 9 : generator.below(10)
      if chance == 0 && index < 19_999 {
        missed += 1
        continue
      }
      sequence &+= 1
      if chance == 1 && index < 19_999 {
        dropped += 1
        continue
      }
      let late = Double(generator.below(index < 160 ? 200_000 : 1_000_000))
      guard let placement = SampleGridTests.place(&grid, Int64(ready + late), sequence) else {
        wrong += 1
        continue
      }
      if placement.index != index || !placement.isExact { wrong += 1 }
      counted.dropped += placement.dropped
      counted.missed += placement.missed
      counted.extra += placement.extra
      if chance == 2 {
        extra += 1
        sequence &+= 1
        let again = Int64(ready + late + 200_000)
        if SampleGridTests.place(&grid, again, sequence) != nil { wrong += 1 } else { counted.extra += 1 }
      }
    }
    #expect(wrong == 0)
    #expect(counted == (dropped, missed, extra))
  }

  @Test(arguments: [-25_000, -4_321, 0, 12, 250, 25_000])
  func theTrueRateIsMeasuredToAFewPartsPerMillion(partsPerMillion: Int64) throws {
    var generator = SeededGenerator(seed: 7)
    var grid = SampleGridTests.grid()
    let truePeriod = Double(SampleGridTests.period) / (1 + Double(partsPerMillion) / 1e6)
    for index in 0..<UInt32(9_000) {
      let stamp = 1e9 + Double(index) * truePeriod + Double(generator.below(50_000))
      _ = SampleGridTests.place(&grid, Int64(stamp), index + 1)
      if index < 250 { #expect(grid.rateErrorPartsPerMillion == nil) }
    }
    let measured = try #require(grid.rateErrorPartsPerMillion)
    #expect(abs(Int64(measured) - partsPerMillion) <= 4)
  }

  /// Whichever edges fit, and however exactly: rates beyond any chip's are others.
  @Test(arguments: [0.5, 0.8, 0.965, 1.035, 1.1, 1.2, 1.25, 1.33, 1.5, 1.7, 2, 2.5, 3, 4, 8])
  func anotherRateIsFoundWithinFiveSeconds(factor: Double) {
    var grid = SampleGridTests.grid()
    var index = 0.0
    while index < 1_250 * factor && !grid.isRateWrong {
      let time = Int64(1e9 + index * Double(SampleGridTests.period) / factor)
      _ = SampleGridTests.place(&grid, time, UInt32(index))
      index += 1
    }
    #expect(grid.isRateWrong)
  }

  /// A line that rings: after each edge another one, anywhere before the next.
  @Test(arguments: [1.0, 1.025, 0.975]) func edgesThatComeTwiceAreNoOtherRate(factor: Double) {
    var generator = SeededGenerator(seed: 3)
    var grid = SampleGridTests.grid()
    for index in 0..<20_000 {
      let period = Double(SampleGridTests.period) / factor
      let time = 1e9 + Double(index) * period
      _ = SampleGridTests.place(&grid, Int64(time), UInt32(2 * index))
      _ = SampleGridTests.place(&grid, Int64(time + period * generator.unit()), UInt32(2 * index + 1))
      if grid.isRateWrong { break }
    }
    #expect(!grid.isRateWrong)
  }

  /// A line that picks up another's edges, always at the same place between its own.
  @Test(arguments: [0.1, 0.3, 0.42, 0.6, 0.9]) func edgesOfAnotherLineAreNoOtherRate(place: Double) {
    var grid = SampleGridTests.grid()
    for index in 0..<5_000 {
      let time = 1e9 + Double(index) * Double(SampleGridTests.period)
      _ = SampleGridTests.place(&grid, Int64(time), UInt32(2 * index))
      let other = time + place * Double(SampleGridTests.period)
      _ = SampleGridTests.place(&grid, Int64(other), UInt32(2 * index + 1))
    }
    #expect(!grid.isRateWrong)
  }

  @Test func aLongGapIsCountedWhileThePeriodIsKnownWellEnoughAndMarkedWhenNot() throws {
    var grid = SampleGridTests.grid()
    let truePeriod: Int64 = 4_020_000
    for index in 0..<Int64(5_000) {
      _ = SampleGridTests.place(&grid, 1_000_000_000 + index * truePeriod, UInt32(index + 1))
    }
    let short = try #require(SampleGridTests.place(&grid, 1_000_000_000 + 5_499 * truePeriod, 5_001))
    #expect(short.index == 5_499 && short.isExact && short.missed == 499)
    let long = try #require(SampleGridTests.place(&grid, 1_000_000_000 + 9_999 * truePeriod, 5_002))
    #expect(!long.isExact)
  }

  /// Extra edges that were taken for samples can teach a period of which they are the reason.
  @Test(arguments: [40, 300, 5_000], [3_896_000, 4_104_000] as [Int64])
  func aPeriodThatWasLearnedWrongIsLearnedAnew(count: Int64, wrongPeriod: Int64) {
    var grid = SampleGridTests.grid()
    for index in 0..<count {
      _ = SampleGridTests.place(&grid, 1_000_000_000 + index * wrongPeriod, UInt32(index + 1))
    }
    let start = 1_000_000_000 + count * wrongPeriod
    var previous: UInt64?
    for index in 0..<400 as Range<Int64> {
      let stamp = start + index * SampleGridTests.period
      let placement = SampleGridTests.place(&grid, stamp, UInt32(count + index + 1))
      if index >= 200 {
        #expect(placement?.isExact == true && placement?.index == previous.map { $0 &+ 1 }, "edge \(index)")
      }
      previous = placement?.index
    }
    // Where edges no longer fit, the rate of those before, 26,000 parts per million off, is not told as the chip's.
    // From edges that come early all samples are found; their rate is known after a longer span.
    #expect(wrongPeriod > SampleGridTests.period || abs(grid.rateErrorPartsPerMillion ?? 0) < 5_000)
  }

  @Test func rightAfterTheStartOnlyShortGapsAreCertain() throws {
    var grid = SampleGridTests.grid()
    let third = try #require(SampleGridTests.place(&grid, 1_000_000_000 + 2 * SampleGridTests.period, 1))
    #expect(third.index == 2 && third.isExact && third.missed == 2)
    let late = try #require(SampleGridTests.place(&grid, 1_000_000_000 + 12 * SampleGridTests.period, 2))
    #expect(!late.isExact)
  }

  @Test func edgesFromThePastOrTheFutureAreNotBelieved() {
    var grid = SampleGridTests.grid()
    #expect(SampleGridTests.place(&grid, 1_000_000_000, 1)?.index == 0)
    for stamp in [0, 1, 999_999_999, UInt64.max, UInt64(Int64.max), 1 << 62] as [UInt64] {
      let edge = DataReadyEdge(monotonicNanoseconds: stamp, lineSequence: 2)
      #expect(grid.place(edge, now: 1_003_000_000) == nil)
    }
    #expect(SampleGridTests.place(&grid, 1_000_000_000 + SampleGridTests.period, 8)?.index == 1)
  }

  @Test func theLinesSequenceNumberMayWrap() throws {
    var grid = SampleGridTests.grid()
    _ = SampleGridTests.place(&grid, 1_000_000_000, .max)
    let next = try #require(SampleGridTests.place(&grid, 1_000_000_000 + 3 * SampleGridTests.period, 1))
    #expect(next.index == 3 && next.dropped == 1 && next.missed == 1 && next.extra == 0)
  }
}
