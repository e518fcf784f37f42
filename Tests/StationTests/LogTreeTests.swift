import Crypto
import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Text
import Vocabulary

@Suite struct LogTreeTests {
  /// The leaves and roots that implementations of RFC 6962 are tested with.
  private static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ].map { Hexadecimal.bytes($0) ?? [] }
  private static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func rootsAreThoseOfRFC6962() {
    var tree = MerkleTree()
    for leaf in Self.leaves { tree.append(leaf) }
    for (size, root) in Self.roots.enumerated() { #expect(tree.root(of: size)?.hexadecimal == root) }
  }

  @Test func everyLeafOfEveryTreeIsProvedAndNothingElseIs() throws {
    var tree = MerkleTree()
    for index in 0..<40 { tree.append([UInt8(index)]) }
    for size in 1...40 {
      let root = try #require(tree.root(of: size))
      for index in 0..<size {
        let path = tree.path(to: index, in: size)
        func proves(_ path: [Digest], _ leaf: Int, _ place: Int, _ size: Int) -> Bool {
          MerkleTree.proves(path, that: [UInt8(leaf)], standsAt: UInt64(place), of: UInt64(size), under: root)
        }
        #expect(proves(path, index, index, size))
        #expect(!proves(path, index + 1, index, size))
        #expect(!proves(path + [root], index, index, size))
        #expect(path.isEmpty || !proves(Array(path.dropLast()), index, index, size))
        #expect(!proves(path, index, size, size))
        for other in 0..<size where other != index { #expect(!proves(path, index, other, size)) }
      }
    }
  }

  private static func signed(
    _ segments: [UInt32: [UInt8]], _ key: SigningKey
  ) throws -> (folder: LogFolder, tree: LogTree, text: String) {
    let folder = try LogFolder(segments)
    let tree = try LogTree(LogFile(folder.url))
    return (folder, tree, tree.checkpoint(origin: "ward3").text(signedBy: key))
  }

  @Test func aCheckpointIsReadBackByItsKeyAloneAndNoByteOfItMayChange() throws {
    let key = SigningKey()
    let (_, tree, text) = try Self.signed(LogKeeper.log(decisions: 20).segmentBytes, key)
    let read = try LogCheckpoint(reading: text, signedBy: key.publicKey)
    #expect(read == tree.checkpoint(origin: "ward3") && read.size == UInt64(tree.tree.count) && read.firstRecord == 1)
    #expect(throws: LogCheckpoint.Refusal.self) { try LogCheckpoint(reading: text, signedBy: SigningKey().publicKey) }
    for index in text.unicodeScalars.indices {
      var changed = text
      changed.unicodeScalars.replaceSubrange(index...index, with: [text.unicodeScalars[index] == "1" ? "2" : "1"])
      #expect(throws: LogCheckpoint.Refusal.self, "\(changed)") {
        try LogCheckpoint(reading: changed, signedBy: key.publicKey)
      }
    }
  }

  /// The last character of base64 before its padding has bits that stand for nothing: they must be zero.
  @Test func textThatIsNotTheOneFormOfItsBytesIsRefused() throws {
    let key = SigningKey()
    let (_, _, text) = try Self.signed(LogKeeper.log(decisions: 20).segmentBytes, key)
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var refused = 0
    for index in text.indices where text[index...].hasPrefix("=") {
      let place = text.index(before: index)
      guard let number = letters.firstIndex(of: text[place]) else { continue }
      for other in letters.indices where other != number && other >> 2 == number >> 2 {
        let changed = text.replacingCharacters(in: place...place, with: String(letters[other]))
        #expect(throws: LogCheckpoint.Refusal.self) { try LogCheckpoint(reading: changed, signedBy: key.publicKey) }
        refused += 1
      }
    }
    #expect(refused >= 6)
  }

  /// What no key on the board can show: newest records taken away, a log set back, one written anew by whoever has the
  /// seed.
  @Test func aLogThatDoesNotGoOnFromItsCheckpointShows() throws {
    let key = SigningKey()
    let segments = try LogKeeper.log(decisions: 20).segmentBytes
    let (_, _, text) = try Self.signed(segments, key)
    let checkpoint = try LogCheckpoint(reading: text, signedBy: key.publicKey)
    func goesOn(_ segments: [UInt32: [UInt8]]) throws -> Bool {
      let folder = try LogFolder(segments)
      defer { withExtendedLifetime(folder) {} }
      return try LogTree(LogFile(folder.url)).standing(to: checkpoint) == .goesOn
    }
    #expect(try goesOn(segments))
    let storage = MemorySegmentStorage(segmentBytes: segments)
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy)
    for second in 30..<60 as Range<UInt64> {
      _ = try writer.append(.health, body: Samples.bytes(of: HealthBody()).span, stamps: LogKeeper.stamps(second))
    }
    #expect(try goesOn(storage.segmentBytes))
    let original = Forger(segments)
    for place in original.places {
      var cut = original
      cut.segments[place.segment].records.removeSubrange(place.record...)
      cut.segments.removeSubrange((place.segment + 1)...)
      #expect(try !goesOn(cut.bytes()))
      var altered = original
      altered.segments[place.segment].records[place.record].clocks[0] ^= 1
      #expect(try !goesOn(altered.bytes()))
    }
  }

  @Test func eachFetchIsHeldAgainstTheOneBefore() throws {
    let segments = try LogKeeper.log(decisions: 20).segmentBytes
    let folder = try LogFolder(segments)
    let log = LogFile(folder.url)
    let checkpoint = PullCheckpoint(folder.url)
    let file = folder.url.appending(path: "checkpoint")
    #expect(try checkpoint.renew(log) == nil)
    #expect(try checkpoint.renew(log) == nil)
    let first = try String(contentsOf: file, encoding: .utf8)
    // The newest segment is gone: found, and found again.
    let name = MemorySegmentStorage().name(of: try #require(segments.keys.max()))
    let last = folder.url.appending(path: name)
    let bytes = try Data(contentsOf: last)
    try FileManager.default.removeItem(at: last)
    for _ in 0..<2 {
      guard case .setBack? = try checkpoint.renew(log)?.problem else {
        Issue.record("a log that was set back is not found")
        return
      }
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == first)
    try bytes.write(to: last)
    #expect(try checkpoint.renew(log) == nil)
    try Data(first.replacing("1", with: "2").utf8).write(to: file)
    guard case .checkpoint? = try checkpoint.renew(log)?.problem else {
      Issue.record("a changed checkpoint is not found")
      return
    }
    try FileManager.default.removeItem(at: folder.url.appending(path: "checkpoint.key"))
    #expect(throws: LogReadError.self) { try checkpoint.renew(log) }
  }

  @Test func aDamagedLogGetsNoCheckpointThatItsRepairWouldBreak() throws {
    var segments = try LogKeeper.log(decisions: 20).segmentBytes
    let whole = try #require(segments[1])
    segments[1]?[400] ^= 1
    let folder = try LogFolder(segments)
    let log = LogFile(folder.url)
    let checkpoint = PullCheckpoint(folder.url)
    #expect(try checkpoint.renew(log, isIntact: false) == nil)
    try Data(whole).write(to: folder.url.appending(path: MemorySegmentStorage().name(of: 1)))
    #expect(try checkpoint.renew(log) == nil)
    #expect(FileManager.default.fileExists(atPath: folder.url.appending(path: "checkpoint").path))
  }

  @Test func everyRecordOfALogIsProvedToWhoeverHasThePublicKey() throws {
    let key = SigningKey()
    let segments = try LogKeeper.log(decisions: 20).segmentBytes
    let (folder, tree, text) = try Self.signed(segments, key)
    for record in LogKeeper.records(segments) {
      let index = try #require(tree.index(of: record.envelope.sequence))
      let proof = InclusionProof(of: record, at: index, in: tree, checkpoint: text)
      let read = try InclusionProof(reading: proof.text)
      #expect(read == proof)
      let found = try read.check(signedBy: key.publicKey)
      #expect(found.record.envelope == record.envelope && found.record.body == record.body)
      var forged = proof
      forged.leaf[40] ^= 1
      #expect(throws: InclusionProof.Refusal.self) { try forged.check(signedBy: key.publicKey) }
      forged = proof
      forged.index ^= 1
      #expect(throws: InclusionProof.Refusal.self) { try forged.check(signedBy: key.publicKey) }
      #expect(throws: InclusionProof.Refusal.self) { try proof.check(signedBy: SigningKey().publicKey) }
    }
    withExtendedLifetime(folder) {}
  }
}
