import Testing
import Vocabulary

@testable import Alarms

/// What the level may lose by what nobody told it, each with its bound in steps of 512.
@Suite struct PersonalLevelTests {
  /// A seizure that the threshold misses: below it by a little more than a hop strays.
  private static let missed: Int32 = Bed.threshold - Bed.spread - 500
  /// A seizure that the threshold finds.
  private static let found: Int32 = Bed.threshold + 15_000

  /// A day of a person for whom everything is usual: the level is where it began, give or take a step.
  private func settled() -> Bed {
    var bed = Bed()
    bed.pass(hours: 24)
    return bed
  }

  @Test func usualEvidenceMovesNothing() {
    let bed = settled()
    #expect(abs(bed.level.steps) <= 1)
    #expect(bed.events == 0)
    #expect(bed.level.learnedHops > 23 * 3600)
  }

  @Test func lowEvidenceLowersTheThresholdWithinTheHour() {
    var bed = Bed()
    bed.pass(hours: 1) { _ in Bed.usual - 10_000 }
    #expect((-21 ... -19).contains(bed.level.steps))
    #expect((-31 ... -28).contains(bed.level.thresholdSteps))
    bed.pass(hours: 4) { _ in Bed.usual - 90_000 }
    #expect(bed.level.thresholdSteps == -PersonalLevel.mostSteps)
    #expect(bed.level.threshold(from: Bed.threshold) == Bed.threshold - 40 * 512)
  }

  @Test func highEvidenceRaisesItByAStepABlockAfterThreeHours() {
    var bed = Bed()
    bed.pass(hours: 3) { _ in Bed.usual + 6000 }
    #expect(bed.highestSteps == 0)
    bed.pass(hours: 2) { _ in Bed.usual + 6000 }
    #expect((7...9).contains(bed.level.steps))
    bed.pass(hours: 19) { _ in Bed.usual + 6000 }
    #expect((10...12).contains(bed.level.steps))
  }

  @Test func aMissedSeizureOfAnHourRaisesNothing() {
    var bed = settled()
    let before = bed.level.steps
    bed.pass(hours: 1) { _ in Self.missed }
    bed.pass(hours: 23)
    #expect(bed.highestSteps <= max(before, 0) + 1)
    #expect(bed.events == 0)
  }

  @Test func aMissedStatusOfSixHoursRaisesAStepAtMost() {
    var bed = settled()
    bed.pass(hours: 6) { _ in Self.missed }
    bed.pass(hours: 24)
    #expect(bed.highestSteps <= 2)
  }

  @Test func aStatusOfSixHoursThatIsFoundStaysFound() {
    for hoursBefore in [0, 1, 3, 24] {
      var bed = Bed()
      bed.pass(hours: hoursBefore)
      let before = bed.level.steps
      bed.pass(hours: 6) { _ in Self.found }
      #expect(bed.events == 1)
      #expect(bed.openHops > 6 * 3600 - 15)
      #expect(bed.level.steps == before)
    }
  }

  /// Twelve hours are never learned from; a standing alarm of two days is, by a person whose usual lies above the
  /// threshold.
  @Test func onlyWhatAlarmsForMostOfADayIsUsual() {
    var bed = settled()
    bed.pass(hours: 12) { _ in Self.found }
    #expect(bed.openHops > 12 * 3600 - 15)
    #expect(bed.highestSteps <= 1)
    var doubled = Bed()
    doubled.pass(hours: 18) { _ in Bed.usual + 19_500 }
    #expect(doubled.highestSteps == 0)
    doubled.pass(hours: 30) { _ in Bed.usual + 19_500 }
    #expect((36...40).contains(doubled.level.steps))
    let before = doubled.openHops
    doubled.pass(hours: 1) { _ in Bed.usual + 19_500 }
    #expect(doubled.openHops == before)
  }

  @Test func missedSeizuresEveryTenMinutesRaiseAStepAtMost() {
    var bed = settled()
    bed.pass(hours: 24) { $0 % 600 < 60 ? Self.missed : Bed.usual }
    #expect(bed.highestSteps <= 2)
  }

  @Test func aBuildUpOverADayRaisesAQuarterOfItAtMost() {
    var bed = settled()
    bed.pass(hours: 24) { Bed.usual + Int32(10_240 * $0 / 86_400) }
    #expect(bed.highestSteps <= 10_240 / 512 / 4 + 1)
  }

  @Test func anAmplifierThatLosesHalfIsFollowedWithinADay() {
    var bed = settled()
    bed.pass(hours: 4) { Bed.usual - Int32(10_240 * $0 / 14_400) }
    bed.pass(hours: 16) { _ in Bed.usual - 10_240 }
    #expect((-21 ... -19).contains(bed.level.steps))
    #expect(bed.highestSteps <= 1)
  }

  @Test func aNightOfArtefactMovesAStepOrTwo() {
    for artefact in [Bed.usual + 12_000, Bed.usual - 60_000] {
      var bed = settled()
      bed.pass(hours: 8) { _ in artefact }
      bed.pass(hours: 16)
      #expect(bed.highestSteps <= 3)
      #expect(bed.lowestSteps >= -3)
    }
  }

  @Test func anEmptyFirstHourTeachesNothing() {
    var bed = Bed()
    bed.pass(hours: 1) { _ in nil }
    #expect(bed.level.learnedHops == 0)
    #expect(bed.level.steps == 0)
  }

  @Test func aFirstHourWithoutAPersonIsForgottenWithinTheDay() {
    var bed = Bed()
    bed.pass(hours: 1) { _ in Bed.usual - 10_000 }
    bed.pass(hours: 12)
    #expect((-1...1).contains(bed.level.steps))
    #expect(bed.highestSteps <= 1)
  }

  @Test func whatIsNotCalmForAMinuteTeachesNothing() {
    var bed = Bed()
    bed.pass(hours: 4) { $0 % 90 < 2 ? nil : Bed.usual - 20_000 }
    #expect(bed.level.learnedHops == 0)
  }

  @Test func aFixedLevelStays() {
    var level = PersonalLevel(scale: EvidenceScale(reference: 0, step: 100), fixedAt: -50)
    #expect(level.threshold(from: 1000) == -3000)
    for index in 0..<4000 {
      level.step(hop(UInt64(index), evidence: [-9000, -9000, -9000]), isSound: true, isEventOpen: false)
    }
    #expect(level.threshold(from: 1000) == -3000)
    #expect(PersonalLevel.none.threshold(from: .min) == .min)
    #expect(level.threshold(from: .min) == .min)
  }

  private func kept(_ level: PersonalLevel) -> [UInt8] {
    var sink = ByteBuffer()
    level.encode(source: 7, into: &sink)
    return sink.withBytes { bytes in (0..<bytes.count).map { bytes[$0] } }
  }

  @Test(arguments: [0, 1000, 12_345, 100_000]) func goesOnWhereItWasAfterARestart(seconds: Int) throws {
    var bed = Bed()
    bed.pass(seconds: seconds) { Bed.usual - Int32($0 / 8) }
    let bytes = kept(bed.level)
    #expect(bytes.count == PersonalLevel.keptBytes)
    var level = try PersonalLevel(decoding: bytes.span, source: 7, scale: bed.level.scale)
    #expect(kept(level).elementsEqual(bytes))
    var (first, second) = (bed.level, level)
    first.step(blindHop(0), isSound: false, isEventOpen: false)
    for index in 0..<20_000 {
      let next = hop(UInt64(index), evidence: [-30_000, Int32(index), -30_000])
      first.step(next, isSound: true, isEventOpen: false)
      second.step(next, isSound: true, isEventOpen: false)
    }
    #expect(kept(first).elementsEqual(kept(second)))
    level = second
    #expect(level.steps == first.steps)
  }

  @Test func whatWasLearnedFromSomethingElseIsNotTakenBack() {
    let scale = EvidenceScale(reference: -900, step: 7)
    let bytes = kept(PersonalLevel(scale: scale))
    func fault(_ bytes: [UInt8], source: UInt64 = 7, scale: EvidenceScale = scale) -> PersonalLevelFault? {
      do throws(PersonalLevelFault) {
        _ = try PersonalLevel(decoding: bytes.span, source: source, scale: scale)
        return nil
      } catch { return error }
    }
    #expect(fault(bytes) == nil)
    #expect(fault(bytes, source: 8) == .source)
    #expect(fault(bytes, scale: EvidenceScale(reference: -901, step: 7)) == .source)
    #expect(fault(bytes, scale: EvidenceScale(reference: -900, step: 8)) == .source)
    #expect(fault(Array(bytes.dropLast())) == .length)
    for (offset, value, expected) in [
      (0, 2, PersonalLevelFault.version), (1, 41, .content), (1, 200, .content), (2, 128, .content), (3, 97, .content),
      (129, 4, .content),
    ] {
      var changed = bytes
      changed[offset] = UInt8(value)
      #expect(fault(changed) == expected, "byte \(offset) is \(value)")
    }
  }

  /// Every field at its offset, by the table of the form: written here byte by byte.
  @Test func theKeptLevelIsWhatItWas() throws {
    var bytes = [UInt8](repeating: 0, count: 512)
    func put(_ value: UInt64, at offset: Int, width: Int) {
      for index in 0..<width { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
    }
    (bytes[0], bytes[1], bytes[2], bytes[3]) = (1, 0xF9, 61, 3)
    put(0x1112_1314_1516_1718, at: 8, width: 8)
    put(UInt64(bitPattern: -0x0002_0304), at: 16, width: 4)
    put(0x0506, at: 20, width: 4)
    put(0x2122_2324, at: 24, width: 4)
    put(0x0001_0203, at: 28, width: 4)
    (bytes[32], bytes[33], bytes[34]) = (7, 9, 11)
    put(0x0101, at: 128 + 2 * 60, width: 2)
    put(0x0102, at: 128 + 2 * 64, width: 2)
    let level = try PersonalLevel(
      decoding: bytes.span, source: 0x1112_1314_1516_1718,
      scale: EvidenceScale(reference: -0x0002_0304, step: 0x0506))
    #expect(level.steps == -7 && level.isLearning)
    #expect(level.learnedHops == 0x2122_2324 && level.openHops == 0x0001_0203)
    #expect(level.block.bin == 61 && level.block.count == 0x0203)
    #expect(level.block.counts[60] == 0x0101 && level.block.counts[64] == 0x0102)
    #expect(level.day.count == 3 && (0..<3).map { level.day.median($0) } == [7, 9, 11])
    var sink = ByteBuffer()
    level.encode(source: 0x1112_1314_1516_1718, into: &sink)
    #expect(sink.withBytes { kept in kept.indices.map { kept[$0] } } == bytes)
  }

  @Test func takesALittleMemory() {
    #expect(MemoryLayout<PersonalLevel>.size <= 1024)
  }
}
