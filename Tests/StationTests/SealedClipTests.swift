import Crypto
import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct SealedClipTests {
  /// A clip as a board writes it with a station's key.
  private static func sealed(_ clips: [[UInt8]], to key: ClipKey) -> [[UInt8]] {
    var sealer = ClipSealer<SealedMessage, SHA256Hasher>(to: key.publicKey, seed: Digest())
    return clips.map { clip in
      var buffer = ByteBuffer()
      buffer.append(contentsOf: clip.span)
      let isSealed = sealer.seal(&buffer)
      #expect(isSealed)
      return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }
  }

  @Test func aSealedClipHasItsHeadingAndNothingElseToRead() throws {
    let clip = Samples.clip(event: 3, hop: 9)
    let key = ClipKey()
    let sealed = Self.sealed([clip, clip], to: key)
    let first = sealed[0]
    let heading = try ClipBody(decoding: first.span)
    #expect(heading.isSealed && heading.eventNumber == 3 && heading.hopIndex == 9 && heading.channelCount == 3)
    #expect(sealed[0].count == clip.count + ClipBody.sealBytes)
    // The same EEG twice does not look the same, and no stretch of it is left.
    #expect(sealed[0] != sealed[1])
    let same = zip(clip[32...], sealed[0][32...]).filter { $0 == $1 }.count
    #expect(same * 20 < clip.count)
  }

  @Test func onlyItsKeyOpensItAndOnlyUnchanged() {
    let clip = Samples.clip(event: 1, hop: 2)
    let key = ClipKey()
    let sealed = Self.sealed([clip], to: key)[0]
    #expect(key.opened(sealed) == clip)
    #expect(ClipKey().opened(sealed) == nil)
    #expect(key.opened(clip) == nil)
    for index in sealed.indices where index < 40 || index > sealed.count - 60 || index % 37 == 0 {
      var changed = sealed
      changed[index] ^= 1
      #expect(key.opened(changed) == nil, "byte \(index)")
    }
  }

  @Test func exportsNeedTheKeyAndGiveWhatWasSealed() throws {
    let key = ClipKey()
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    let plain = LogKeeper.records(storage.segmentBytes)
    let again = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: again, policy: LogPolicy(segmentBytes: 8192))
    for record in plain where record.kind != .closing {
      let body = record.kind == .clip ? Self.sealed([record.body], to: key)[0] : record.body
      _ = try writer.append(#require(record.kind), body: body.span, stamps: record.envelope.stamps)
    }
    try writer.flush()
    #expect(LogKeeper.findings(again.segmentBytes).isEmpty)
    let folder = try LogFolder(again.segmentBytes)
    let session = try LogFile(folder.url).summary().session(1, path: "log")
    #expect(throws: LogReadError.self) { try ClipRecording(LogFile(folder.url), session: session) }
    #expect(throws: LogReadError.self) { try ClipRecording(LogFile(folder.url, clipKey: ClipKey()), session: session) }
    #expect(try ClipRecording(LogFile(folder.url, clipKey: key), session: session).count == 17)
    var clips: [[UInt8]] = []
    try LogFile(folder.url, clipKey: key).forEachRecord { record, _ in
      if record.kind == .clip { clips.append(record.body) }
    }
    #expect(clips == plain.filter { $0.kind == .clip }.map(\.body))
    let file = LogFile(folder.url, clipKey: key)
    var opened: [[UInt8]] = []
    try file.forEachRecord(in: LogOverview(file).map.stretches, where: { $0 == .clip }) { opened.append($0.body) }
    #expect(opened == clips)
  }

  @Test func keysAreForTheirOwnerAndNeverOverwritten() throws {
    let folder = try LogFolder()
    let file = folder.url.appending(path: "ward.clipkey")
    let key = ClipKey()
    try key.write(to: file)
    #expect(try ClipKey(reading: file) == key)
    #expect(throws: SecretFile.Refusal.self) { try key.write(to: file) }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    #expect(throws: SecretFile.Refusal.self) { try ClipKey(reading: file) }
    let seal = folder.url.appending(path: "ward3.seal")
    let secret = SealedLog.secret()
    try secret.write(to: seal)
    #expect(try SealSecret(reading: seal) == secret)
    #expect(throws: SecretFile.Refusal.self) { try secret.write(to: seal) }
    let board = try #require(FileManager.default.contents(atPath: seal.path + ".board"))
    let state = SealState(Array(board).span)
    #expect(state == secret.first)
    for text in ["ward3", "ward3 00\n", "ward/3 " + String(repeating: "0", count: 64) + "\n"] {
      try Data(text.utf8).write(to: seal)
      #expect(throws: SecretFile.Refusal.self) { try SealSecret(reading: seal) }
    }
  }
}
