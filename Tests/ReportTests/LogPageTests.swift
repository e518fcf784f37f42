import EventLog
import Foundation
import LogSupport
import Replay
import Simulation
import Station
import TestSupport
import Testing
import Vocabulary

@testable import Report

@Suite struct LogPageTests {
  private func page(
    _ segments: [UInt32: [UInt8]], name: String = "log", clock: ClockText = ClockText(.gmt)
  ) throws -> ShownLog {
    try ShownLog(segments, name: name, zone: clock.zone)
  }

  /// A log of one session, with what `append` writes.
  private func log(
    _ session: SessionBody = Samples.session(), _ append: (inout Writer<MemorySegmentStorage>) throws -> Void
  ) throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(segmentBytes: 1 << 22, segmentLimit: 8))
    _ = try writer.append(.session, body: Samples.bytes(of: session).span, stamps: LogKeeper.stamps(0))
    try append(&writer)
    try writer.flush()
    return storage.segmentBytes
  }

  private func recording(missing: Range<UInt64> = 0..<0) throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage, missing: missing)
    return storage.segmentBytes
  }

  /// Every time of the page is the place's; its zone is named once at its head, and on each sheet of paper.
  @Test func timesAreThoseOfThePlace() throws {
    let clock = ClockText(try #require(TimeZone(identifier: "Europe/Madrid")))
    let text = FoundMarkup(try page(recording(), clock: clock).text).text
    #expect(text.contains("Monitored from 2025-06-15 17:06:40 to 17:08:00 (Europe/Madrid)"))
    #expect(text.contains("Began 2025-06-15 17:06:40") || text.contains("Began2025-06-15 17:06:40"))
    #expect(!text.contains("15:06:40") && !text.contains("UTC"))
  }

  @Test func whatIsDoubtfulAboutTheInputsStandsAtTheTopAndWithItsSession() throws {
    var referential = InputNoteBody(.referential)
    referential.append(Samples.name("<Cz>"))
    var leftOut = InputNoteBody(.leftOut)
    leftOut.append(Samples.name("Temp"))
    for byte in "temperature".utf8 { leftOut.append(text: byte) }
    let notes = [referential, leftOut]
    let segments = try log { writer in
      for note in notes {
        _ = try writer.append(.inputNote, body: Samples.bytes(of: note).span, stamps: LogKeeper.stamps(1))
      }
    }
    let text = FoundMarkup(try page(segments).text).text
    let caution = "Caution: <Cz>: taken as recorded against the reference"
    #expect(text.components(separatedBy: caution).count == 3)
    #expect(text.components(separatedBy: "left out (temperature): Temp").count == 2)
  }

  @Test func holdsEachSessionAndItsAlarms() throws {
    let segments = try recording()
    let text = try page(segments, name: "a<b>").text
    let found = FoundMarkup(text)
    #expect(
      found.text.contains("Log a<b>") && found.text.contains("Session 2") && found.text.contains(LogSummary.limits))
    #expect(found.text.contains("Monitored from 2025-06-15 15:06:40 to 15:08:00 (UTC), 1 min 20 s, in 2 sessions."))
    #expect(found.text.contains("One seizure alarm, at 15:06:55, 10 s, left temporal, not acknowledged."))
    #expect(
      found.text.contains("T7-P7 75.0 %, F7-T7 25.0 %") && text.components(separatedBy: "class=\"trace\"").count == 3)
    #expect(found.targets.contains("#event-1-1") && found.identifiers.contains("event-1-1"))
    #expect(Set(found.targets).subtracting(found.identifiers.map { "#" + $0 }).isEmpty)
    #expect(Set(found.identifiers).count == found.identifiers.count)
    #expect(try page(segments, name: "a<b>").text == text)
  }

  @Test func runsNoScriptButItsOwn() throws {
    let text = try page(try recording(), name: "<script>alert(1)</script>").text
    #expect(FoundMarkup(text).elements.count { $0 == "script" } == 1)
    #expect(
      text.contains("<script>\(PageScript.keys.text)</script>") && text.contains("script-src \(PageScript.keys.source)")
    )
    #expect(PageScript.keys.text.allSatisfy { !"<>&\"".contains($0) })
    #expect(FoundMarkup(text).attributes.isDisjoint(with: ["src", "srcset", "onload", "onclick", "xlink:href"]))
  }

  @Test func drawnEEGEqualsTheClipWithinAPixel() throws {
    let drawn = DrawnEEG(try page(try recording(missing: 20..<22)).text)
    var seen: Set<[Int]> = []
    for trace in drawn.traces {
      let channel = try #require(["F7-T7", "T7-P7", "Cz"].firstIndex(of: trace.channel))
      for offset in 0..<trace.count {
        let sample = Samples.sample(channel: channel, index: trace.first + offset)
        // Four pixels are a millimetre; the negative is up, and SVG counts downwards.
        let expected = Double(sample) / 256 / drawn.gain * 4
        #expect(abs(trace.height(at: offset) - expected) < 1)
        seen.insert([channel, trace.first + offset])
      }
    }
    let hops = (10...26).filter { !(20..<22).contains($0) }
    #expect(
      seen == Set((0..<3).flatMap { channel in hops.flatMap { hop in (0..<128).map { [channel, hop * 128 + $0] } } }))
  }

  @Test func evidenceOnThePageIsTheRecordsEvidence() throws {
    let segments = try log { writer in
      for hop in 0..<30 as Range<UInt64> {
        var decision = Samples.decision(hop: hop, score: Int64(hop) * 30)
        decision.usable[2] = hop != 14
        if hop == 14 { (decision.score, decision.evidence[2]) = (280, 0) }
        _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: LogKeeper.stamps(hop))
        guard hop == 12 else { continue }
        _ = try writer.append(
          .alarm, body: Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: hop)).span,
          stamps: LogKeeper.stamps(hop))
      }
    }
    let figures = FoundMarkup(try page(segments).text).figures.mapValues { Double($0) ?? .nan }
    let channels = ["F7-T7", "T7-P7", "Cz"]
    #expect(channels.map { figures["evidence.\($0)"] } == [300, 900, -50] && figures["evidence"] == 1150)
    for hop in 0..<30 {
      let sum = channels.reduce(0) { $0 + (figures["hop.\(hop).\($1)"] ?? 0) }
      #expect(figures["hop.\(hop).score"] == sum && (figures["hop.\(hop).Cz"] == nil) == (hop == 14))
    }
  }

  @Test func anAnswerIsShownWithItsTime() throws {
    let segments = try log { writer in
      for hop in 0..<60 as Range<UInt64> {
        let stamps = LogKeeper.stamps(hop + 1)
        var decision = Samples.decision(hop: hop, isSeizure: (20..<40).contains(hop))
        if hop < 4 {
          decision.verdict.state = .unknown
          decision.usable = ChannelMask()
          for channel in 0..<3 { decision.quality[channel] = .leadOff }
        }
        _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: stamps)
        let phase: AlarmEvent.Phase? = hop == 20 ? .raised : hop == 40 ? .cleared : nil
        if let phase {
          _ = try writer.append(
            .alarm, body: Samples.bytes(of: Samples.alarm(phase, event: 1, hop: hop)).span, stamps: stamps)
        }
        if hop == 32 {
          let answer = AcknowledgementBody(alarmKind: .seizure, eventNumber: 1, sampleIndex: 33 * 256 - 1)
          _ = try writer.append(.acknowledgement, body: Samples.bytes(of: answer).span, stamps: stamps)
        }
      }
    }
    let text = FoundMarkup(try page(segments).text).text
    #expect(
      text.contains("acknowledged after 12 s") && text.contains("For 4 s nothing could be judged: electrode off (4 s).")
    )
  }

  @Test func aPageOfALongAlarmIsAtMostAMegabyte() throws {
    let names = (0..<18).map { "C\($0)" }
    var session = Samples.session(channels: names)
    session.thresholdPerChannel = 0
    var generator = SeededGenerator(seed: 9)
    let segments = try log(session) { writer in
      for hop in 0..<400 as Range<UInt64> {
        var decision = Decision(hopIndex: hop, sampleIndex: (hop + 1) * 256 - 1, channelCount: 18)
        decision.usable = ChannelMask(first: 18)
        for channel in 0..<18 { (decision.quality[channel], decision.evidence[channel]) = (.good, 123_456) }
        decision.score = 18 * 123_456
        _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: LogKeeper.stamps(hop))
        if hop == 10 {
          _ = try writer.append(
            .alarm, body: Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: hop)).span,
            stamps: LogKeeper.stamps(hop))
        }
        guard hop >= 10 else { continue }
        let clip = ClipBody(
          eventNumber: 1, hopIndex: hop, sampleIndex: (hop + 1) * 256 - 1, firstModelSample: hop * 128,
          channelCount: 18, samplesPerChannel: 128)
        let body = Samples.bytes(of: clip) { _, _ in Int32(generator.next() % 200_000) - 100_000 }
        _ = try writer.append(.clip, body: body.span, stamps: LogKeeper.stamps(hop))
      }
    }
    let shown = try page(segments)
    let files = shown.pages.pages(of: try #require(shown.episodes.first))
    #expect(files.count > 1 && files.allSatisfy { $0.text.utf8.count <= LogPage.mostPageBytes })
    #expect(files.map(\.name).prefix(2) == ["event-1-1.html", "event-1-1-2.html"])
    let second = try #require(files[1].text.firstMatch(of: /id="(event-1-1-page-[0-9]+)"/)).1
    #expect(files[0].text.contains("class=\"later\" href=\"event-1-1-2.html#\(second)\""))
    #expect(files[1].text.contains("class=\"earlier\" href=\"event-1-1.html#event-1-1-page-"))
    // The caption stands over its own picture.
    #expect(files[0].text.contains(#/<figure[^>]*><figcaption>Page 1 of [0-9]+: /#))
    // Each part's sheet of paper has one page of EEG, and says which sheet of which log it is.
    for (number, file) in files.enumerated() {
      #expect(file.text.components(separatedBy: "<div class=\"printed\"><figure class=\"sheet\"").count == 2)
      let origin = try #require(file.text.firstMatch(of: /class="origin">([^<]*)</)).1
      #expect(origin.hasPrefix("Log log, person ") && origin.hasSuffix(", sheet \(number + 1) of \(files.count)"))
    }
    let drawn = files.flatMap { DrawnEEG($0.text).traces }
    #expect(drawn.filter { $0.channel == "C7" }.reduce(0) { $0 + $1.count } == 390 * 128)
  }

  @Test func aLogWithImpossibleNumbersHasAPageToo() throws {
    let golden = SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden/segment-00000001.plog")
    let shown = try page([1: [UInt8](Data(contentsOf: golden))])
    #expect(shown.words.contains("Session 1") && shown.episodes.count == 1)
    #expect(
      shown.episodes.flatMap { shown.pages.pages(of: $0) }.allSatisfy { FoundMarkup($0.text).elements.contains("main") }
    )
  }

  @Test func marksAreShownAndTheLastCounts() throws {
    let folder = try LogFolder(try recording())
    let file = LogFile(folder.url)
    let overview = try LogOverview(file)
    let session = try #require(overview.summary.sessions.first)
    let marks = [Mark.Verdict.unsure, .false].map { verdict in
      Mark(
        pseudonym: session.settings.pseudonymText, session: 1, event: 1, verdict: verdict, onsetSeconds: nil,
        endSeconds: nil, note: "chewing", author: "Dr. A", time: "2026-03-01T07:04:09Z")
    }
    let pages = LogPage(
      "log", overview.summary, findings: [], history: MonitoringHistory(), marks: marks, clock: ClockText(.gmt))
    let text = FoundMarkup(pages.index(LogTraces())).text
    #expect(
      text.contains("no seizure (Dr. A, 2026-03-01T07:04:09Z, NOT signed): chewing") && !text.contains("cannot be told")
    )
  }

  /// What the reviewer saw, as seconds and by the clock, and in the EEG.
  @Test func theReviewersTimesAreShown() throws {
    let shown = try ShownLog(try recording()) { overview in
      overview.summary.sessions.prefix(1).map { session in
        Mark(
          pseudonym: session.settings.pseudonymText, session: 1, event: 1, verdict: .seizure, onsetSeconds: 12.5,
          endSeconds: 23, note: nil, author: "Dr. A", time: "2026-03-01T07:04:09Z")
      }
    }
    #expect(shown.words.contains("reviewer: onset 15:06:53 (12.5 s)"))
    #expect(shown.words.contains("reviewer: end 15:07:03 (23.0 s)"))
    #expect(shown.text.components(separatedBy: "class=\"mark-review\"").count == 3)
  }

  /// From the index and from each alarm's page the keys lead on, over an alarm's parts, too.
  @Test func aFoldersPagesLeadToEachOther() throws {
    let segments = try log { writer in
      for hop in 0..<60 as Range<UInt64> {
        let isSeizure = (10..<20).contains(hop) || (30..<40).contains(hop)
        _ = try writer.append(
          .decision, body: Samples.bytes(of: Samples.decision(hop: hop, isSeizure: isSeizure)).span,
          stamps: LogKeeper.stamps(hop))
        let phase: AlarmEvent.Phase? = hop % 20 == 10 && hop < 40 ? .raised : hop == 20 || hop == 40 ? .cleared : nil
        guard let phase else { continue }
        let alarm = Samples.alarm(phase, event: hop < 25 ? 1 : 2, hop: hop)
        _ = try writer.append(.alarm, body: Samples.bytes(of: alarm).span, stamps: LogKeeper.stamps(hop))
      }
    }
    let shown = try page(segments)
    let index = shown.pages.index(LogTraces())
    #expect(index.components(separatedBy: "rel=\"next\"").count == 2)
    #expect(index.contains("href=\"event-1-1.html\" rel=\"next\"") && index.contains(PageScript.keys.text))
    let files = try #require(shown.episodes.first.map { shown.pages.pages(of: $0) })
    #expect(files[0].text.contains("href=\"event-1-2.html\" rel=\"next\""))
    // On a page of its own an alarm's links come first: the keys do not lead to itself.
    let jumps = PageScript.keys.text
    let link = try #require(jumps.range(of: "link.click();")), place = try #require(jumps.range(of: "location.hash"))
    #expect(link.lowerBound < place.lowerBound && jumps.contains("a.later") && jumps.contains("a.earlier"))
  }

  @Test func whatIsWrongIsNamed() throws {
    var segments = try LogKeeper.log(decisions: 12).segmentBytes
    segments[2]?[700] ^= 1
    let found = FoundMarkup(try page(segments).text)
    #expect(found.text.contains("NO: ") && found.text.contains("byte "))
  }

  @Test(arguments: [0, 1, 2, 3])
  func numbersThatMakeNoSenseAreNoReasonToStop(kind: Int) throws {
    var session = Samples.session()
    if kind == 1 { session.hopSamples = 0 }
    if kind == 2 { session.inputRate = Rate(1) }
    session.thresholdPerChannel = .min
    let last: UInt64 = kind == 3 ? .max : 2000
    let segments = try log(session) { writer in
      for (index, score) in [Int64.max, .min, 0].enumerated() {
        var decision = Samples.decision(hop: UInt64(index))
        decision.score = score
        if index == 2 { (decision.hopIndex, decision.sampleIndex, decision.channelCount) = (last, last, 9) }
        _ = try writer.append(
          .decision, body: Samples.bytes(of: decision).span, stamps: LogKeeper.stamps(UInt64(index)))
      }
      var alarm = Samples.alarm(.raised, event: 1, hop: 0)
      (alarm.kind, alarm.sampleIndex) = (.technical, last)
      _ = try writer.append(.alarm, body: Samples.bytes(of: alarm).span, stamps: LogKeeper.stamps(9))
      let fault = FaultEvent(reason: .framesLost, phase: .raised, sampleIndex: 1, detail: .framesLost(.max))
      _ = try writer.append(.fault, body: Samples.bytes(of: fault).span, stamps: LogKeeper.stamps(9))
    }
    let text = try page(segments).text
    #expect(FoundMarkup(text).text.contains("Session 1"))
    // A duration or a hop without sense has no timeline.
    #expect(text.contains("class=\"trace\"") == (kind == 0 || kind == 2))
  }
}
