import Foundation
import Text

/// What somebody erased from a log at the station: which records, who, when and why. It is a line of its own beside
/// the log, signed by whoever erased.
public struct LogErasure: Equatable, Sendable {
  /// Who erased.
  public var author: String
  /// When, such as `2026-03-01T07:04:09Z`.
  public var time: String
  /// Why.
  public var reason: String
  /// Whether only clips were erased.
  public var clipsOnly: Bool
  /// The people whose records were erased, by their pseudonyms; empty: everybody's.
  public var people: [String]
  /// Records older than this were erased; nil: of any age.
  public var before: String?
  /// Whether the log's seals fitted when it was erased.
  public var wasAuthenticated: Bool
  /// Other files with records in them that were removed.
  public var removed: [String]
  /// What was erased.
  public internal(set) var stretches: [ErasedStretch]
  /// The public key that signed, in hexadecimal.
  public internal(set) var signer = ""

  /// Clips that were erased.
  public var clips: UInt64 { stretches.reduce(0) { $0 + $1.clips } }
  /// Records that were erased.
  public var records: UInt64 { stretches.reduce(0) { $0 + $1.count } }

  /// What went, such as `3 clips, among records 12 to 14`.
  public var what: String {
    let numbers = stretches.map(\.records)
    guard let first = numbers.map(\.lowerBound).min(), let last = numbers.map(\.upperBound).max() else {
      return "nothing"
    }
    return clipsOnly
      ? "\(clips) clips, among records \(first) to \(last)"
      : "\(records) records, \(clips) clips among them, of records \(first) to \(last)"
  }

  /// Such as `by Dr. A on 2026-03-01T07:04:09Z: 3 clips, among records 12 to 14 (request of 1 March)`.
  public var text: String {
    let authority = wasAuthenticated ? "" : "; not authenticated when it was erased"
    return "by \(author) on \(time): \(what) (\(reason))\(authority)"
  }

  /// The erasure in reports of a log.
  public var json: JSONObject {
    var object = heading
    object.set("records", records)
    object.set("clips", clips)
    object.set("first_record", stretches.first?.records.lowerBound)
    object.set("last_record", stretches.last?.records.upperBound)
    object.set("key", signer)
    return object
  }

  /// The line in the log's file of erasures, without its signature.
  var line: JSONObject {
    var object = heading
    object.set("removed", removed)
    object.set("stretches", stretches.map(\.json))
    return object
  }

  private var heading: JSONObject {
    var object = JSONObject(type: "erasure")
    object.set("by", author)
    object.set("at", time)
    object.set("reason", reason)
    object.set("clips_only", clipsOnly)
    object.set("people", people)
    object.set("before", before)
    object.set("was_authenticated", wasAuthenticated)
    return object
  }
}

extension LogErasure: Decodable {
  private enum CodingKeys: String, CodingKey {
    case reason, people, before, removed, stretches
    case author = "by"
    case time = "at"
    case clipsOnly = "clips_only"
    case wasAuthenticated = "was_authenticated"
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    author = try values.decode(String.self, forKey: .author)
    time = try values.decode(String.self, forKey: .time)
    reason = try values.decode(String.self, forKey: .reason)
    clipsOnly = try values.decode(Bool.self, forKey: .clipsOnly)
    people = try values.decode([String].self, forKey: .people)
    before = try values.decodeIfPresent(String.self, forKey: .before)
    wasAuthenticated = try values.decode(Bool.self, forKey: .wasAuthenticated)
    removed = try values.decode([String].self, forKey: .removed)
    stretches = try values.decode([ErasedStretch].self, forKey: .stretches)
    let places = stretches.map { ($0.segment, $0.offsets, $0.records) }
    let isOrdered = zip(places, places.dropFirst()).allSatisfy { one, next in
      one.2.upperBound < next.2.lowerBound
        && (one.0 < next.0 || one.0 == next.0 && one.1.upperBound <= next.1.lowerBound)
    }
    guard !stretches.isEmpty, isOrdered, !clipsOnly || clips == records else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no erasure"))
    }
  }
}
