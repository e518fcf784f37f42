import Foundation
import Testing
import Vocabulary

@testable import Forecast

/// The forecaster from outside, and its learning against floating point.
@Suite struct HazardForecasterTests {
  /// A person with a preferred hour and clusters, without any random number.
  private static func events(of hour: Int64) -> [Int64] {
    var events: [Int64] = []
    if hour % 24 == 7 && hour / 24 * 37 % 11 < 4 { events.append(hour * 3_600 + 120) }
    if hour % 151 == 3 { events.append(hour * 3_600 + 1_800) }
    return events
  }

  private static func grown(hours: Int64) throws -> HazardForecaster {
    var forecaster = HazardForecaster(firstHour: 0)
    try advance(&forecaster, by: hours)
    return forecaster
  }

  private static func advance(_ forecaster: inout HazardForecaster, by hours: Int64) throws {
    for _ in 0..<hours {
      for second in events(of: forecaster.hour) { try forecaster.noteEvent(atSecond: second) }
      forecaster.finish(observed: forecaster.hour % 97 > 2)
    }
  }

  private static func state(_ forecaster: HazardForecaster, person: UInt64 = 9, count: UInt64 = 1) -> [UInt8] {
    var sink = ByteArray()
    forecaster.encode(into: &sink, person: person, count: count)
    return sink.bytes
  }

  @Test func sharesAddUpExactly() throws {
    let forecast = try Self.grown(hours: 1_000).forecast(clockIsSynchronised: true)
    #expect(forecast.probability == FixedMath.logistic(forecast.shares.logOdds))
    #expect(forecast.shares.strongest != .weekday)
  }

  @Test func withoutTrustInTheClockThereIsNoForecast() throws {
    let forecaster = try Self.grown(hours: 100)
    #expect(forecaster.forecast(clockIsSynchronised: false).withheld == .clockNotSynchronised)
    #expect(forecaster.forecast(clockIsSynchronised: true).withheld == .tooFewEvents)
  }

  @Test func eventsOutOfPlaceAreRefused() throws {
    var forecaster = HazardForecaster(firstHour: 10)
    try forecaster.noteEvent(atSecond: 36_100)
    #expect(throws: EventRefusal.outOfOrder(second: 36_050, last: 36_100)) {
      try forecaster.noteEvent(atSecond: 36_050)
    }
    #expect(throws: EventRefusal.outsideHour(second: 40_000, hour: 10)) { try forecaster.noteEvent(atSecond: 40_000) }
    #expect(throws: EventRefusal.outsideHour(second: -5, hour: 10)) { try forecaster.noteEvent(atSecond: -5) }
  }

  @Test func extremesDoNotTrap() throws {
    var forecaster = HazardForecaster(firstHour: 0)
    for hour in 0..<Int64(3_000) {
      for second in 0..<Int64(300) { try forecaster.noteEvent(atSecond: hour * 3_600 + second * 12) }
      forecaster.finish(observed: true)
    }
    for _ in 0..<3_000 { forecaster.finish(observed: true) }
    #expect(forecaster.forecast(clockIsSynchronised: true).probability > 0)
  }

  @Test func stateGoesOnAsIfNothingHadBeen() throws {
    var unbroken = try Self.grown(hours: 2_000)
    let bytes = Self.state(unbroken)
    #expect(bytes.count == HazardForecaster.stateBytes)
    var restored = try HazardForecaster.decode(bytes.span, person: 9).forecaster
    try Self.advance(&unbroken, by: 500)
    try Self.advance(&restored, by: 500)
    #expect(Self.state(unbroken) == Self.state(restored))
  }

  @Test func aCutAtAnyByteLeavesTheOtherCopy() throws {
    let older = Self.state(try Self.grown(hours: 500), count: 4)
    let newer = Self.state(try Self.grown(hours: 524), count: 5)
    for cut in stride(from: 0, through: newer.count, by: 61) {
      let torn = Array(newer[..<cut]) + Array(repeating: 0xFF, count: newer.count - cut)
      let recovered = try ForecastStatePair.recover(older.span, torn.span, person: 9)
      #expect(recovered.forecaster.hour == 500 && recovered.count == 4 && recovered.next == 1)
    }
    let whole = try ForecastStatePair.recover(older.span, newer.span, person: 9)
    #expect(whole.forecaster.hour == 524 && whole.next == 0)
  }

  @Test func strangeStateIsRefused() throws {
    let bytes = Self.state(try Self.grown(hours: 50))
    #expect(throws: ForecastStateFault.person(found: 9)) { try HazardForecaster.decode(bytes.span, person: 8) }
    #expect(throws: ForecastStateFault.size(found: 3, expected: HazardForecaster.stateBytes)) {
      try HazardForecaster.decode([1, 2, 3].span, person: 9)
    }
    var flipped = bytes
    flipped[5_000] ^= 1
    #expect(throws: ForecastStateFault.self) { try HazardForecaster.decode(flipped.span, person: 9) }
  }

  /// The same history gives the same state on every processor: the checksum that ends it. (One over the state with its
  /// checksum is the same for all.)
  @Test func stateOfALongHistory() throws {
    let checksum = Self.state(try Self.grown(hours: 6_000)).suffix(4)
    #expect(Array(checksum) == [0x78, 0x78, 0xAE, 0x71])
  }

  /// Events at one hour of the day can be forecast.
  @Test func aDailyHourOpensTheGate() throws {
    let forecaster = try Self.grown(hours: 6_000)
    #expect(forecaster.gate.isOpen && forecaster.withheld == nil)
  }

  /// One Kalman step in whole numbers against the same in floating point, from the prior.
  @Test func learningAgreesWithFloatingPoint() {
    var weights = HazardWeights()
    var values = InlineArray<32, Int32>(repeating: 0)
    for term in 0..<32 { values[term] = Int32(65_536 * sin(Double(term) + 1)) }
    let x = (0..<32).map { Double(values[$0]) / 65_536 }
    let prior = (0..<32).map { Double(ForecastTerms.variance($0)) / 0x1p40 }
    let p = 0.07
    weights.learn(values, probability: Int64(p * 0x1p30), outcome: FixedMath.one)
    let spread = zip(x, prior).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    let damping = 1 / (1 + p * (1 - p) * spread)
    for term in 0..<32 {
      let expected = Double(ForecastTerms.weight(term)) / 0x1p32 + prior[term] * x[term] * (1 - p) * damping
      #expect(abs(Double(weights.weights[term]) / 0x1p32 - expected) < 1e-5)
    }
  }

  /// Bytes in an array.
  private struct ByteArray: ByteSink {
    var bytes: [UInt8] = []
    mutating func append(_ byte: UInt8) { bytes.append(byte) }
  }
}
