import EventLog
import Foundation
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

/// Cuts of the power at any moment of a sealed log's life, each write since the last flush kept, lost or torn at any
/// byte, in any order. `PRODROME_CUTS` sets how many; the long run has 100,000.
@Suite struct SealedPowerCutTests {
  private static let lives = 8
  private static let parts = 10
  private static let asked = ProcessInfo.processInfo.environment["PRODROME_CUTS"]
  private static var seedsOfPart: UInt64 {
    max(1, (asked.flatMap { UInt64($0) } ?? 2_000) / UInt64(lives * parts))
  }

  /// A number that is none would pass for the short run.
  @Test(.enabled(if: asked != nil, "PRODROME_CUTS is not set")) func soManyCutsAreMadeAsAreAskedFor() throws {
    let cuts = try #require(UInt64(Self.asked ?? ""), "PRODROME_CUTS: expected a number")
    #expect(Self.seedsOfPart * UInt64(Self.lives * Self.parts) == cuts, "expected a multiple of 80")
  }

  @Test(arguments: 0..<parts)
  func noAcknowledgedRecordIsLostAndAllStaysUnderItsSeal(part: Int) throws {
    for index in 0..<Self.seedsOfPart { try live(seed: UInt64(part) * 1_000_000 + index) }
  }

  private func live(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let disk = SimulatedDisk()
    var kept = SealedLog.secret().first
    var acknowledged: [UInt64: [UInt8]] = [:]
    for life in 0..<Self.lives {
      // Kept long ago, or just now: never ahead of the log.
      var writer = try Writer<SimulatedDisk>(opening: disk, policy: LogKeeper.policy, seal: kept)
      #expect(writer.acknowledged >= acknowledged.keys.max() ?? 0, "seed \(seed), life \(life)")
      var written: [UInt64: [UInt8]] = [:]
      for step in 0..<UInt64.random(in: 1..<20, using: &generator) {
        let body = step == 0 ? Samples.bytes(of: Samples.boot(writer.nextBoot)) : Samples.bytes(of: HealthBody())
        let stamps = LogKeeper.stamps(UInt64(life) * 100 + step)
        written[try writer.append(step == 0 ? .boot : .health, body: body.span, stamps: stamps)] = body
        if Int.random(in: 0..<8, using: &generator) == 0 { try writer.flush() }
        if Int.random(in: 0..<20, using: &generator) == 0, let state = writer.durableSeal { kept = state }
      }
      for (sequence, body) in written where sequence <= writer.acknowledged { acknowledged[sequence] = body }
      let highest = writer.acknowledged
      disk.cutPower(&generator)
      try expectAuthentic(disk.visible, acknowledged, through: highest, "seed \(seed), life \(life)")
    }
  }

  private func expectAuthentic(
    _ segments: [UInt32: [UInt8]], _ acknowledged: [UInt64: [UInt8]], through highest: UInt64, _ place: String
  ) throws {
    var reader = LogReader(MemorySegmentStorage(segmentBytes: segments), secret: SealedLog.secret())
    var found: [UInt64: [UInt8]] = [:]
    var sealed: UInt64 = 0
    while let item = reader.next() {
      switch item {
      case .record(let record): found[record.envelope.sequence] = record.body
      case .sealed(let record, _): sealed = max(sealed, record.sequence)
      case .finding(let finding): #expect(!finding.problem.isOfSeal, "\(place): \(finding)")
      case .segment, .erasure, .erased: break
      }
    }
    for (sequence, body) in acknowledged { #expect(found[sequence] == body, "\(place): record \(sequence)") }
    #expect(sealed >= highest, "\(place)")
  }
}
