/// One time-stamped annotation list (TAL; EDF+ specification, section 2.2.2): an onset, perhaps a duration, texts.
struct AnnotationList: Equatable {
  /// Offset of its first byte in the signal's bytes of one record.
  let offset: Int
  /// Seconds from the header's start time.
  let onset: Ratio
  /// Seconds, where written.
  let duration: Ratio?
  /// Its texts, empty ones included: an empty first text in a record's first list marks the record's own start.
  let texts: [String]

  /// Whether it stands for the data record's own start.
  var marksRecordStart: Bool { texts.first?.isEmpty == true }

  /// A list that cannot be read.
  struct Fault: Error, Equatable {
    /// Offset of its first byte in the signal's bytes of one record.
    let offset: Int
    /// What was found there.
    let found: String
    /// What was expected.
    let expected: String
  }

  private static let textEnd: UInt8 = 20
  private static let durationStart: UInt8 = 21
  private static let listEnd: UInt8 = 0

  /// Reads the list at the start of `bytes`, which begin at `offset` and end before the list's zero byte.
  private init(_ bytes: ArraySlice<UInt8>, offset: Int) throws(Fault) {
    guard let onsetEnd = bytes.firstIndex(where: { $0 == AnnotationList.textEnd || $0 == AnnotationList.durationStart })
    else {
      throw Fault(offset: offset, found: HeaderFields.quoted(bytes.prefix(40)), expected: "an onset and the byte 20")
    }
    let onsetText = bytes[..<onsetEnd]
    guard let sign = onsetText.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let onset = Ratio(decimal: onsetText)
    else {
      throw Fault(
        offset: offset, found: HeaderFields.quoted(onsetText.prefix(40)),
        expected: "an onset such as +12.5, with its sign and at most 18 digits")
    }
    var rest = bytes[onsetEnd...]
    var duration: Ratio?
    if rest.first == AnnotationList.durationStart {
      rest = rest.dropFirst()
      let durationEnd = rest.firstIndex(of: AnnotationList.textEnd) ?? rest.endIndex
      let durationText = rest[..<durationEnd]
      duration = Ratio(decimal: durationText)
      // Some writers leave the duration empty where they know none.
      guard durationEnd < rest.endIndex, durationText.isEmpty || duration.map({ $0 >= .zero }) == true else {
        throw Fault(
          offset: offset, found: HeaderFields.quoted(durationText.prefix(40)),
          expected: "a duration in seconds and the byte 20")
      }
      rest = rest[durationEnd...]
    }
    guard rest.last == AnnotationList.textEnd else {
      throw Fault(
        offset: offset, found: "a list that ends in \(HeaderFields.quoted(rest.suffix(8)))",
        expected: "the bytes 20 and 0 at its end")
    }
    self.offset = offset
    self.onset = onset
    self.duration = duration
    texts = rest.dropFirst().split(separator: AnnotationList.textEnd, omittingEmptySubsequences: false).dropLast()
      .map { HeaderFields.text($0) }
  }

  /// Reads all lists in an annotation signal's bytes of one record.
  ///
  /// - Parameter bytes: The signal's bytes.
  /// - Returns: The lists in their order, and what could not be read.
  static func read(_ bytes: [UInt8]) -> (lists: [AnnotationList], faults: [Fault]) {
    var lists: [AnnotationList] = []
    var faults: [Fault] = []
    var start = 0
    while start < bytes.count {
      guard bytes[start] != listEnd else {
        start += 1
        continue
      }
      guard let end = bytes[start...].firstIndex(of: listEnd) else {
        faults.append(
          Fault(
            offset: start, found: HeaderFields.quoted(bytes[start...].prefix(40)),
            expected: "a list that ends in the bytes 20 and 0 before the record does"))
        break
      }
      do throws(Fault) {
        lists.append(try AnnotationList(bytes[start..<end], offset: start))
      } catch {
        faults.append(error)
      }
      start = end + 1
    }
    return (lists, faults)
  }
}
