import Crypto
import Foundation
import LogSupport
import Station
import Testing

@Suite struct MarkFileTests {
  private func mark(_ verdict: Mark.Verdict, note: String? = nil) -> Mark {
    Mark(
      pseudonym: "00ff", session: 1, event: 2, verdict: verdict, onsetSeconds: 3.25, endSeconds: nil, note: note,
      author: "Dr. \"A\"", time: "2026-03-01T07:04:09Z")
  }

  @Test func marksAreAppendedAndReadAgain() throws {
    let folder = try LogFolder()
    let file = MarkFile(of: folder.url.appending(path: "log"))
    #expect(try file.all().isEmpty && file.url.lastPathComponent == "log-marks.jsonl")
    let key = SigningKey()
    try file.append(mark(.seizure, note: "left arm\nfirst"), signedBy: key)
    try file.append(mark(.unsure), signedBy: nil)
    let all = try file.all()
    var signed = mark(.seizure, note: "left arm\nfirst")
    signed.signer = key.publicKey.hexadecimal
    #expect(all == [signed, mark(.unsure)])
  }

  @Test(arguments: [
    ("\"seizure\"", "\"false\""), ("3.25", "3.5"), ("\"event\":2", "\"event\": 2"), ("\"key\":\"", "\"key\":\"0"),
  ])
  func aMarkThatWasChangedIsRefused(from: String, to: String) throws {
    let folder = try LogFolder()
    let file = MarkFile(of: folder.url.appending(path: "log"))
    try file.append(mark(.seizure), signedBy: SigningKey())
    let text = try String(contentsOf: file.url, encoding: .utf8)
    try Data(text.replacing(from, with: to).utf8).write(to: file.url)
    #expect(throws: MarkFile.Refusal.self) { try file.all() }
  }

  /// Lines of earlier versions had their members in another order.
  @Test func membersMayStandInAnyOrder() throws {
    let folder = try LogFolder()
    let file = MarkFile(of: folder.url.appending(path: "log"))
    let key = SigningKey()
    let signer = key.publicKey.hexadecimal
    let message =
      #"{"type":"mark","pseudonym":"00ff","session":1,"event":2,"verdict":"unsure","onset_s":null,"end_s":null,"#
      + #""note":null,"by":"A","at":"2026-03-01T07:04:09Z","key":"\#(signer)"}"#
    let signature = key.signature(over: Array(message.utf8).span).hexadecimal
    try Data((message.dropLast() + ",\"signature\":\"\(signature)\"}\n").utf8).write(to: file.url)
    let all = try file.all()
    #expect(all.map(\.verdict) == [.unsure] && all[0].signer == signer)
  }

  /// A second signature, and a mark whose signature was moved into its note, prove nothing.
  @Test func aSignatureStandsOnce() throws {
    let folder = try LogFolder()
    let file = MarkFile(of: folder.url.appending(path: "log"))
    try file.append(mark(.seizure), signedBy: SigningKey())
    let text = try String(contentsOf: file.url, encoding: .utf8)
    let member = try #require(text.firstMatch(of: /,"signature":"[0-9a-f]+"/)).output
    try Data(text.replacing(member, with: String(member) + member).utf8).write(to: file.url)
    #expect(throws: MarkFile.Refusal.self) { try file.all() }
    try Data(text.replacing(member, with: "").utf8).write(to: file.url)
    #expect(throws: MarkFile.Refusal.self) { try file.all() }
  }

  @Test func whatIsNoMarkIsNamedWithItsLine() throws {
    let folder = try LogFolder()
    let file = MarkFile(of: folder.url.appending(path: "log"))
    try file.append(mark(.false), signedBy: nil)
    let handle = try FileHandle(forWritingTo: file.url)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{}\n".utf8))
    try handle.close()
    let error = try #require(throws: MarkFile.Refusal.self) { try file.all() }
    #expect(error.line == 2 && error.description.hasPrefix("\(file.url.path):2: found what is no mark"))
    // The other lines still count.
    try file.append(mark(.seizure), signedBy: nil)
    let (marks, refusals) = try file.readable()
    #expect(marks.map(\.verdict) == [.false, .seizure] && refusals.map(\.line) == [2])
  }

  /// A mark whose signature was taken away is one that nobody signed: it says so, and a signed one counts before it.
  @Test func aMarkWithoutItsSignatureIsNotASignedOne() throws {
    let folder = try LogFolder(try LogKeeper.log(decisions: 12).segmentBytes)
    let session = try #require(try LogFile(folder.url).summary().sessions.first)
    let file = MarkFile(of: folder.url)
    defer { try? FileManager.default.removeItem(at: file.url) }
    var judged = mark(.seizure)
    (judged.pseudonym, judged.event) = (session.settings.pseudonymText, 1)
    try file.append(judged, signedBy: SigningKey())
    judged.verdict = .false
    try file.append(judged, signedBy: nil)
    let both = try file.all()
    #expect(both.map(\.verdict) == [.seizure, .false] && both.latest(of: 1, in: session)?.verdict == .seizure)
    #expect(both[0].text.contains("signed by key ") && both[1].text.contains("NOT signed"))
    let text = try String(contentsOf: file.url, encoding: .utf8)
    let stripped = text.replacing(/"(key|signature)":"[0-9a-f]+"/) { "\"\($0.output.1)\":null" }
    try Data(stripped.utf8).write(to: file.url)
    #expect(try file.all().allSatisfy { $0.text.contains("NOT signed") })
  }
}
