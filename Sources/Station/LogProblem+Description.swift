import EventLog
import Text

extension LogProblem: CustomStringConvertible {
  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .segmentsMissing(let first, let last):
      first == last ? "segment \(first) is missing" : "segments \(first) to \(last) are missing"
    case .beginningMissing(let first, let latestExplained):
      "the log begins with segment \(first); its size limit explains a beginning no later than \(latestExplained)"
    case .segmentLimit(let found):
      "a limit of \(found) segments, expected at least \(LogPolicy.leastSegmentLimit): no board writes that"
    case .header(let fault): Self.text(fault)
    case .misplaced(let number, let expected): "this is segment \(number), expected segment \(expected)"
    case .length(let found, let expected): "the file has \(found) bytes, expected \(expected)"
    case .envelope(let fault): Self.text(fault)
    case .sequence(let found, let expected): "found record \(found), expected record \(expected)"
    case .notClosed: "the segment has no closing record although others follow it"
    case .recordAfterClosing: "a record follows the segment's closing record"
    case .recordCount(let found, let expected): "the closing record counts \(found) records, there are \(expected)"
    case .digest: "the closing record's digest is not that of the segment's bytes"
    case .chain: "the header's digest is not that of the segment before it"
    case .boots(let found, let expected): "found boot count \(found), expected \(expected)"
    case .body(let kind, let fault): "the \(kind.word) record's body: \(fault.text)"
    case .story(let fault): fault.description
    case .unsealed: "not sealed: nothing vouches for these records, expected seals"
    case .sealEpoch(let found, 0): "found a seal of epoch \(found) in a segment that is not sealed"
    case .sealEpoch(let found, let expected):
      "found seal epoch \(found), expected epoch \(expected): seals were taken away, put in or moved, or the log was "
        + "cut and continued"
    case .headerSeal(let epoch): "the header is not the one sealed in epoch \(epoch)"
    case .seal(let epoch):
      "the seal of epoch \(epoch) does not fit what stands before it: altered, dropped, moved, or of another board or boot"
    case .resealed(let epoch, let key):
      "the seal of epoch \(epoch) was made with the key of epoch \(key): what stands before it was sealed anew"
    case .otherSecret: "no seal of this log was made with this secret: another board's, or its log was begun anew"
    case .setBack(let checkpoint, let records):
      records < checkpoint
        ? "the log has \(records) records, and had \(checkpoint) when it was fetched last: it was set back"
        : "the first \(checkpoint) records are not those of the last fetch: set back or written anew"
    case .checkpoint(let text): "the last fetch's checkpoint cannot be relied on: \(text)"
    case .boardCheckpoint(let text): "of the checkpoints that the board keeps: \(text.shown)"
    case .notErased(let number):
      "erasure \(number) says that records were erased here, and bytes still stand there: it was cut off, or something was "
        + "put in their place; prodrome log erase goes on with one that was cut off"
    case .erasedNowhere(let number):
      "erasure \(number) says that records were erased where this log has none: it is of another log, or was changed"
    case .erasureCut(let line):
      "line \(line) was cut off while it was written: nothing was erased for it; prodrome log erase --apply takes it out"
    case .aroundErased: "what stands around erased records is not what stood there when they were erased"
    case .erasures(let text): "what was erased cannot be told: \(text)"
    case .storage(let fault): "cannot \(fault.operation) (error \(fault.code))"
    }
  }

  private static func text(_ fault: SegmentHeaderFault) -> String {
    switch fault {
    case .cut(let needed, let available): "the file ends in its header: \(available) bytes, expected \(needed)"
    case .magic: "the file does not begin as a segment does"
    case .version(let found): "format version \(found), expected \(SegmentHeader.formatVersion)"
    case .headerBytes(let found): "a header of \(found) bytes, expected \(SegmentHeader.byteCount)"
    case .check(let stored, let computed): "the header fails its check: found \(hex(stored)), expected \(hex(computed))"
    case .number(let found): "a segment of number \(found), expected 1 to \(SegmentHeader.highestNumber)"
    case .counter(let found): "a count of \(found), which cannot be"
    case .segmentBytes(let found):
      "a segment of \(found) bytes, expected \(LogPolicy.leastSegmentBytes) to \(LogPolicy.mostSegmentBytes)"
    }
  }

  private static func text(_ fault: EnvelopeFault) -> String {
    switch fault {
    case .length(let found):
      "a record of \(found) bytes, expected \(RecordEnvelope.overheadBytes) to \(RecordEnvelope.longestBytes)"
    case .cut(let needed, let available): "the record is cut: \(available) bytes, expected \(needed)"
    case .kind(let found): "a record of unknown kind \(found)"
    case .wallState(let found): "a record with unknown clock state \(found)"
    case .reserved(let found): "found \(hex(UInt32(found))) in a record's reserved bytes, expected zero"
    case .sequence(let found): "a record of number \(found), which cannot be"
    case .check(let stored, let computed): "the record fails its check: found \(hex(stored)), expected \(hex(computed))"
    case .unusedBytes: "found bytes behind the last record, expected zeros"
    }
  }

  private static func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16) }
}
