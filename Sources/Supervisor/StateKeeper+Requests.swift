import EventLog
import Vocabulary

/// A request to the board and its answer, each a copy of a part whose sequence is the asker's number.
///
/// Content of a request: act u8, zero u8, minutes u16. Of an answer: outcome u8, three zeros.
extension StateKeeper where Storage: ~Copyable {
  /// Reads the request that waits.
  ///
  /// - Returns: The request and the asker's number; nil if there is none, or one that is not whole, which may still be
  ///   being written.
  public mutating func request() -> (request: BedRequest, asker: UInt64)? {
    var bytes = KeptCopy.RequestRoom(repeating: 0)
    do throws(StorageFault) {
      var span = bytes.mutableSpan
      guard let count = try storage.read(.request, copy: 0, into: &span),
        let asker = KeptCopy.sequence(of: bytes.span.extracting(first: count), .request),
        let act = PersonBody.Act(rawValue: bytes[16])
      else { return nil }
      return (BedRequest(act, minutes: bytes.span.number(UInt16.self, at: 18)), asker)
    } catch { return nil }
  }

  /// Asks, as another program beside the service does.
  ///
  /// - Throws: `StorageFault`.
  public mutating func ask(_ request: BedRequest, asker: UInt64) throws(StorageFault) {
    try put(.request, sequence: asker, request.act.rawValue, request.minutes)
  }

  /// Answers the request, and takes it away.
  mutating func answer(_ outcome: BedOutcome, asker: UInt64) throws(StorageFault) {
    try put(.answer, sequence: asker, outcome.rawValue, 0)
    try storage.remove(.request, copy: 0)
  }

  /// The answer, if there is one.
  public mutating func answer(to asker: UInt64) -> BedOutcome? {
    var bytes = KeptCopy.RequestRoom(repeating: 0)
    do throws(StorageFault) {
      var span = bytes.mutableSpan
      guard let count = try storage.read(.answer, copy: 0, into: &span),
        KeptCopy.sequence(of: bytes.span.extracting(first: count), .answer) == asker
      else { return nil }
      return BedOutcome(rawValue: bytes[16])
    } catch { return nil }
  }

  /// Takes a request back that nobody answered.
  public mutating func withdraw() throws(StorageFault) { try storage.remove(.request, copy: 0) }

  private mutating func put(
    _ part: KeptPart, sequence: UInt64, _ byte: UInt8, _ number: UInt16
  ) throws(StorageFault) {
    image.removeAll()
    let start = KeptCopy.begin(part, flags: 0, sequence: sequence, in: &image)
    image.append(byte)
    image.append(0)
    image.append(littleEndian: number)
    KeptCopy.end(part, from: start, in: &image)
    try Self.write(image, to: &storage, part, copy: 0)
  }
}
