/// Why bytes are not a history, or not this person's.
public enum HistoryFault: Error, Equatable, Sendable {
  /// There are fewer or more bytes than the entries need.
  case size(found: Int, expected: Int)
  /// It does not begin as a history does.
  case magic(found: UInt64)
  /// A version that this program does not know.
  case version(found: UInt16)
  /// More entries than a history has.
  case count(found: UInt32)
  /// Its first or last second is none, or they are not in order.
  case record(first: Int64, end: Int64)
  /// An entry, from 0, is no entry, lies outside the record, or before the one above.
  case entry(Int)
  /// It belongs to another person.
  case person
  /// Nobody signed it.
  case notSigned
  /// It is signed by somebody who is not trusted.
  case untrusted
  /// The signature is not that of its bytes.
  case forged
}
