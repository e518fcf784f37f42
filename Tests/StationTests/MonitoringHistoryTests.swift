import EventLog
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct MonitoringHistoryTests {
  private func history(_ decisions: [Decision]) throws -> MonitoringHistory {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    _ = try writer.append(.session, body: Samples.bytes(of: Samples.session()).span, stamps: LogKeeper.stamps(0))
    for decision in decisions {
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
    let session = try #require(try history(decisions).sessions.first)
    #expect(
      session.hops == 130 && session.minutes.map(\.judged) == [51, 60, 0] && session.minutes.map(\.blind) == [9, 0, 10])
    func blind(_ quality: Quality) -> Int {
      let row = (0..<QualityKind.count).first { QualityKind.row($0).quality == quality }
      return row.map { session.blindHops[$0] } ?? -1
    }
    #expect(blind(.settling) == 4 && blind(.gap) == 5 && blind(.leadOff) == 10 && blind(.flat) == 0)
    #expect(session.clock.start?.text == "2025-06-15 15:06:40" && session.clock.state == .synchronised)
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
  }

  @Test func aHopFarAheadIsNoReasonToStop() throws {
    var last = Samples.decision(hop: 3)
    last.hopIndex = .max
    #expect(try history([Samples.decision(hop: 0), last]).sessions.first?.hops == 1)
  }
}
