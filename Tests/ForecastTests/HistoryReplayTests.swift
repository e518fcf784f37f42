import Testing
import Vocabulary

@testable import Forecast

/// Histories as bytes: what is right is replayed as it was, what is wrong is named.
@Suite struct HistoryReplayTests {
  /// A signature that sums the bytes: enough to tell whether the right ones were checked.
  private enum Sum: SignatureVerifying {
    static func isValid(_ signature: Signature, over message: Span<UInt8>, by key: PublicKey) -> Bool {
      let expected = Sum.signature(over: message)
      return (0..<64).allSatisfy { signature.bytes[$0] == expected.bytes[$0] }
    }

    static func signature(over message: Span<UInt8>) -> Signature {
      var signature = Signature()
      var check = CyclicRedundancyCheck()
      check.update(message)
      for index in 0..<4 { signature.bytes[index] = UInt8(truncatingIfNeeded: check.value >> UInt32(8 * index)) | 1 }
      return signature
    }
  }

  private static let monday: Int64 = 345_600

  private static func bytes(
    _ entries: [HistoryEntry], first: Int64 = monday, end: Int64, key: UInt8 = 7, version: UInt64 = 1
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    func put(_ value: UInt64, _ width: Int) {
      for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }
    put(HistoryLayout.magic, 8)
    put(version, 4)
    put(UInt64(entries.count), 4)
    bytes += (0..<16).map { UInt8($0) }
    put(UInt64(bitPattern: first), 8)
    put(UInt64(bitPattern: end), 8)
    bytes += [UInt8](repeating: 0, count: 48) + [UInt8](repeating: key, count: 32)
    for entry in entries {
      put(UInt64(bitPattern: entry.second), 8)
      put(UInt64(entry.kind.rawValue) | UInt64(entry.weight) << 16 | UInt64(entry.length) << 32, 8)
    }
    let signature = Sum.signature(over: bytes.span)
    return bytes + (0..<64).map { key == 0 ? 0 : signature.bytes[$0] }
  }

  private static func event(_ hours: Int64, weight: UInt16 = 256) -> HistoryEntry {
    HistoryEntry(second: monday + hours * 3_600 + 60, kind: .diary, weight: weight, length: 0)
  }

  private static func replayed(_ bytes: [UInt8], shift: Int64 = 0) throws -> HazardForecaster {
    let image = try HistoryImage(checking: bytes.span, verifier: Sum.self)
    var forecaster = HazardForecaster(firstHour: 0)
    var replay = HistoryReplay(image, into: &forecaster) { $0 + shift }
    while replay.advance(bytes.span, into: &forecaster, local: { $0 + shift }) {}
    return forecaster
  }

  @Test func aHistoryIsReplayedAsItWas() throws {
    let hours: [Int64] = [5, 6, 40, 71, 200, 333, 499]
    var direct = HazardForecaster(firstHour: 0)
    for hour in 0..<Int64(500) {
      if hours.contains(hour) { try direct.noteEvent(atSecond: hour * 3_600 + 60) }
      direct.finish(observed: true)
    }
    let replayed = try Self.replayed(Self.bytes(hours.map { Self.event($0) }, end: Self.monday + 500 * 3_600))
    #expect(replayed.hour == 500 && replayed.leads == direct.leads && replayed.observedHours == 500)
    let shares = direct.forecast(clockIsSynchronised: true).shares
    #expect(replayed.forecast(clockIsSynchronised: true).shares == shares)
  }

  /// Local time: two hours ahead of UTC.
  @Test func hoursAreLocal() throws {
    let replayed = try Self.replayed(Self.bytes([Self.event(3)], end: Self.monday + 36_000), shift: 7_200)
    #expect(replayed.firstHour == 2 && replayed.hour == 12 && replayed.lastEvent == 5 * 3_600 + 60)
  }

  /// An hour that comes twice when clocks go back: events of the second pass do not go back in time.
  @Test func clocksThatGoBackLoseNothing() throws {
    let bytes = Self.bytes([Self.event(3), Self.event(4), Self.event(9)], end: Self.monday + 36_000)
    let image = try HistoryImage(checking: bytes.span, verifier: Sum.self)
    func local(_ second: Int64) -> Int64 { second < Self.monday + 4 * 3_600 ? second : second - 3_600 }
    var forecaster = HazardForecaster(firstHour: 0)
    var replay = HistoryReplay(image, into: &forecaster, local: local)
    while replay.advance(bytes.span, into: &forecaster, local: local) {}
    #expect(forecaster.leads == 512 && forecaster.hour == 9)
  }

  @Test func onlyWholeObservedHoursCount() throws {
    let stretch = HistoryEntry(second: Self.monday + 1_800, kind: .observed, weight: 0, length: 9_000)
    let touching = HistoryEntry(second: Self.monday + 10_800, kind: .observed, weight: 0, length: 3_600)
    let replayed = try Self.replayed(Self.bytes([stretch, touching], end: Self.monday + 36_000))
    #expect(replayed.observedHours == 3 && replayed.hour == 10)
  }

  @Test func strangeBytesAreRefused() throws {
    let end = Self.monday + 36_000
    let good = Self.bytes([Self.event(2), Self.event(5)], end: end)
    func fault(_ bytes: [UInt8], of person: UInt8? = nil) -> HistoryFault? {
      #expect(throws: HistoryFault.self) {
        let pseudonym = person.map { InlineArray<16, UInt8>(repeating: $0) }
        _ = try HistoryImage(checking: bytes.span, of: pseudonym, verifier: Sum.self)
      }
    }
    #expect(fault(Array(good.dropLast())) == .size(found: 223, expected: 224))
    #expect(fault([1, 2]) == .size(found: 2, expected: 192))
    #expect(fault([0] + good.dropFirst()) == .magic(found: HistoryLayout.magic - 0x50))
    #expect(fault(Self.bytes([], end: end, version: 2)) == .version(found: 2))
    #expect(fault(Self.bytes([Self.event(5), Self.event(2)], end: end)) == .entry(1))
    #expect(fault(Self.bytes([Self.event(2, weight: 257)], end: end)) == .entry(0))
    #expect(fault(Self.bytes([Self.event(20)], end: end)) == .entry(0))
    for second in [end, .max - 1, .max] {
      let stretch = HistoryEntry(second: second, kind: .observed, weight: 0, length: .max)
      #expect(fault(Self.bytes([stretch], end: end)) == .entry(0), "a stretch that ends after all time")
    }
    #expect(fault(Self.bytes([], end: Self.monday)) == .record(first: Self.monday, end: Self.monday))
    #expect(fault(good, of: 3) == .person)
    var torn = good
    torn[140] ^= 1
    #expect(fault(torn) == .forged)
    #expect(try HistoryImage(checking: good.span, verifier: Sum.self).signer != nil)
    let unsigned = Self.bytes([Self.event(2)], end: end, key: 0)
    #expect(try HistoryImage(checking: unsigned.span, verifier: Sum.self).signer == nil)
  }
}
