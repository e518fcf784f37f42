import Crypto
import EventLog
import Forecast
import Vocabulary

@testable import Supervisor

/// What the board keeps over restarts, and the person's history that the station brings.
extension FuzzTarget {
  /// Copies as they lie on the disk, of every part: as they are, and with a check that fits.
  static func readKept(_ bytes: [UInt8]) {
    for part in [KeptPart.alarms, .person, .level, .forecast, .request, .answer, .seal, .doubt] {
      readKept(part, bytes)
      guard part.contentBytes > 0 else { continue }
      var image = ByteBuffer()
      let start = KeptCopy.begin(part, flags: bytes.first ?? 0, sequence: 1, in: &image)
      for index in 0..<part.contentBytes { image.append(index + 1 < bytes.count ? bytes[index + 1] : 0) }
      KeptCopy.end(part, from: start, in: &image)
      readKept(part, image.withBytes { image in image.indices.map { image[$0] } })
    }
  }

  private static func readKept(_ part: KeptPart, _ copy: [UInt8]) {
    var keeper = StateKeeper(reading: OneCopy(part: part, bytes: copy))
    let person = keeper.person(orNew: InlineArray(repeating: 7)).person
    _ = person.isStandby(at: .max)
    var forecaster = HazardForecaster(firstHour: 0)
    _ = keeper.resume(&forecaster, of: person)
    _ = keeper.seal()
    _ = keeper.request()
    _ = keeper.answer(to: 1)
    _ = keeper.isLogInDoubt()
  }

  /// A forecaster's state with a check that fits: where it is taken, six hours go by.
  static func forecast(from bytes: [UInt8]) {
    var fresh = ByteBuffer()
    HazardForecaster(firstHour: 400_000).encode(into: &fresh, person: 7, count: 1)
    var state = fresh.withBytes { fresh in fresh.indices.map { fresh[$0] } }
    // Eight bytes for a field's number and its value.
    for start in stride(from: 0, through: bytes.count - 10, by: 10) {
      let field = (Int(bytes[start]) | Int(bytes[start + 1]) << 8) % ((HazardForecaster.stateBytes - 32) / 8)
      for index in 0..<8 { state[24 + 8 * field + index] = bytes[start + 2 + index] }
    }
    var check = CyclicRedundancyCheck()
    let end = HazardForecaster.stateBytes - 4
    check.update(state.span.extracting(0..<end))
    for index in 0..<4 { state[end + index] = UInt8(truncatingIfNeeded: check.value >> UInt32(8 * index)) }
    guard var (forecaster, _) = try? HazardForecaster.decode(state.span, person: 7) else { return }
    for hour in 0..<6 {
      if hour % 3 == 0 { try? forecaster.noteEvent(atSecond: forecaster.hour * 3_600) }
      forecaster.finish(observed: hour != 4)
      _ = forecaster.forecast(clockIsSynchronised: true)
    }
  }

  /// A history as the board reads it, and takes it in.
  static func readHistory(_ bytes: [UInt8]) {
    guard let image = try? HistoryImage(checking: bytes.span, verifier: Ed25519Verifier.self) else { return }
    var forecaster = HazardForecaster(firstHour: 0)
    var replay = HistoryReplay(image, into: &forecaster) { $0 }
    var slices = 0
    while slices < 20_000, replay.advance(bytes.span, into: &forecaster, local: { $0 }) { slices += 1 }
  }
}

/// One copy of one part, and nothing else.
private struct OneCopy: StateStorage {
  let part: KeptPart
  let bytes: [UInt8]

  func read(_ part: KeptPart, copy: Int, into target: inout MutableSpan<UInt8>) throws(StorageFault) -> Int? {
    guard part == self.part, copy == 0 else { return nil }
    let count = min(bytes.count, target.count)
    for index in 0..<count { target[index] = bytes[index] }
    return count
  }

  func write(_ bytes: Span<UInt8>, _ part: KeptPart, copy: Int) throws(StorageFault) {
    throw StorageFault(.write, segment: 0, code: 30)
  }

  func remove(_ part: KeptPart, copy: Int) throws(StorageFault) { throw StorageFault(.remove, segment: 0, code: 30) }
}
