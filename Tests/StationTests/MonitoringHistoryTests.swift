import EventLog
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct MonitoringHistoryTests {
  /// Before the decisions of the hops in `lost` a fault says that samples were lost.
  private func history(_ decisions: [Decision], lost: Set<UInt64> = []) throws -> MonitoringHistory {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    _ = try writer.append(.session, body: Samples.bytes(of: Samples.session()).span, stamps: LogKeeper.stamps(0))
    for decision in decisions {
      if lost.contains(decision.hopIndex) {
        let fault = FaultEvent(
          reason: .framesLost, phase: .raised, sampleIndex: decision.sampleIndex, detail: .framesLost(5 * 256))
        _ = try writer.append(
          .fault, body: Samples.bytes(of: fault).span, stamps: LogKeeper.stamps(decision.hopIndex))
      }
      _ = try writer.append(
        .decision, body: Samples.bytes(of: decision).span, stamps: LogKeeper.stamps(decision.hopIndex &+ 1))
    }
    try writer.flush()
    let folder = try LogFolder(storage.segmentBytes)
    return try LogOverview(LogFile(folder.url)).history
  }

  @Test func everyHopIsJudgedOrBlindAndLostOnesAreBlind() throws {
    let decisions = (0..<130 as Range<UInt64>).filter { !(10..<15).contains($0) }.map { hop -> Decision in
      var decision = Samples.decision(hop: hop)
      guard hop < 4 || hop >= 120 else { return decision }
      decision.verdict.state = .unknown
      decision.usable = ChannelMask()
      for channel in 0..<3 { decision.quality[channel] = hop < 4 ? .settling : channel == 0 ? .flat : .leadOff }
      return decision
    }
    let session = try #require(try history(decisions, lost: [15]).sessions.first)
    #expect(
      session.hops == 130 && session.minutes.map(\.judged) == [51, 60, 0] && session.minutes.map(\.blind) == [9, 0, 10])
    func blind(_ quality: Quality) -> Int {
      let row = (0..<QualityKind.count).first { QualityKind.row($0).quality == quality }
      return row.map { session.blindHops[$0] } ?? -1
    }
    #expect(blind(.settling) == 4 && blind(.gap) == 5 && blind(.leadOff) == 10 && blind(.flat) == 0)
    #expect(session.clock.start?.text == "2025-06-15 15:06:40" && session.clock.state == .synchronised)
  }

  /// Hops that no fault explains are no lost samples: their records are not there.
  @Test func whatCannotBeReadIsNeitherJudgedNorBlind() throws {
    let decisions = (3..<130 as Range<UInt64>).filter { !(50..<70).contains($0) && $0 != 100 }
      .map { Samples.decision(hop: $0) }
    let session = try #require(try history(decisions, lost: [101]).sessions.first)
    #expect(session.hops == 130 && session.unreadHops == 23 && session.unreadStretches == [0...3, 50...70])
    #expect(session.minutes.map(\.judged) == [47, 49, 10] && session.minutes.map(\.unread) == [13, 10, 0])
    #expect(session.minutes.map(\.blind) == [0, 1, 0] && session.blindHops.reduce(0, +) == 1)
  }

  /// An open event's state outlasts the electrodes.
  @Test func aHopThatOnlyHoldsAnEventOpenIsBlind() throws {
    let decisions = (0..<10 as Range<UInt64>).map { hop -> Decision in
      var decision = Samples.decision(hop: hop, isSeizure: true)
      guard hop >= 6 else { return decision }
      decision.usable = ChannelMask()
      for channel in 0..<3 { decision.quality[channel] = .leadOff }
      return decision
    }
    let session = try #require(try history(decisions).sessions.first)
    #expect(session.minutes.map(\.judged) == [6] && session.minutes.map(\.blind) == [4])
  }

  @Test func anElectrodeIsUsableWhileOneOfItsChannelsIs() throws {
    let decisions = (0..<10 as Range<UInt64>).map { hop -> Decision in
      var decision = Samples.decision(hop: hop)
      decision.usable[0] = hop < 6
      if hop >= 6 { decision.quality[0] = .leadOff }
      return decision
    }
    let session = try #require(try history(decisions).sessions.first)
    #expect(session.electrodes == ["F7", "T7", "P7", "Cz"] && session.electrodeHops == [6, 10, 10, 10])
    #expect(session.channels(of: 1) == [0, 1])
    // T7 was seen through its other channel: what is wrong with F7 is no defect of T7.
    #expect(session.defects.map { $0.reduce(0, +) } == [4, 0, 0, 0])
  }

  /// Muscle activity never makes a channel unusable, and what other channels are used with does not either.
  @Test func whatAChannelIsUsedWithIsNotWhyItIsNot() throws {
    let decisions = (0..<6 as Range<UInt64>).map { hop -> Decision in
      var decision = Samples.decision(hop: hop)
      for channel in 0..<3 { decision.quality[channel] = hop < 2 ? .muscle.union(.settling) : .mains }
      guard hop < 2 || hop > 3 else { return decision }
      decision.verdict.state = .unknown
      decision.usable = ChannelMask()
      if hop > 3 { for channel in 0..<3 { decision.quality[channel] = hop == 4 ? .mains.union(.gap) : .muscle } }
      return decision
    }
    let session = try #require(try history(decisions).sessions.first)
    let found = (0..<QualityKind.count).filter { session.blindHops[$0] > 0 }.map { "\(QualityKind.row($0).name)" }
    #expect(found == ["gap", "settling", "unknown"] && session.blindHops.reduce(0, +) == 4)
  }

  @Test func aHopFarAheadIsNoReasonToStop() throws {
    var last = Samples.decision(hop: 3)
    last.hopIndex = .max
    #expect(try history([Samples.decision(hop: 0), last]).sessions.first?.hops == 1)
  }
}
