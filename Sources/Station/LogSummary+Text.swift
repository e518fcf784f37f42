import EventLog
import Text
import Vocabulary

extension LogSummary {
  /// What the log holds, for people.
  public var text: String { text(problems: 0) }

  /// What the log holds, for people.
  ///
  /// - Parameter problems: What was wrong besides the findings, such as with segments as they were fetched.
  /// - Returns: Lines.
  public func text(problems: Int) -> String {
    var lines = [
      "segments   \(segments)"
        + (segments > 0 ? " (\(range), the last one \(isLastSegmentClosed ? "closed" : "open"))" : ""),
      "records    \(records)" + (records > 0 ? " (\(firstSequence) to \(lastSequence))" : ""),
      "boots      \(boots)",
    ]
    if let newerText { lines.append("not read   " + newerText) }
    if !hasBeginning { lines.append("begins     " + beginningText) }
    for session in sessions { lines += session.lines }
    for erasure in erasures { lines.append("erased     " + erasure.text.shown) }
    let isIntact = isIntact && problems == 0
    let others = problems > 0 ? ", \(problems) segments with problems" : ""
    let from = hasBeginning ? "" : " from record \(firstSequence) on"
    let yes = isAuthenticated ? "yes, authenticated" + from : "yes, but not authenticated"
    lines.append("sealed     " + sealText)
    lines.append(isIntact ? "intact     " + yes : "intact     NO: \(findings) findings" + others)
    if let limits { lines.append("note       " + limits) }
    return lines.joined(separator: "\n")
  }

  /// How many records could not be read since a newer version wrote them; nil if there are none.
  public var newerText: String? {
    guard recordsOfNewerVersion > 0 else { return nil }
    return "\(recordsOfNewerVersion) records written by a newer version of this program: kept, not read"
  }

  private var beginningText: String {
    let count = segmentRange.first - 1
    return
      "LATE: with record \(firstSequence); \(count) earlier segment\(count == 1 ? " was" : "s were") dropped to keep "
      + "the log's size, or taken away: nothing in the log tells which"
  }

  private var sealText: String {
    guard segments > 0, isSealed else { return "no" }
    guard isKeyed else { return "yes, not checked" }
    guard let newestSeal else { return "NO record by this secret" }
    return "\(authenticated) records, through record \(newestSeal.record.sequence) in epoch \(newestSeal.epoch); "
      + "\(unsealed) newer"
  }

  private var range: String {
    segmentRange.first == segmentRange.last ? "\(segmentRange.first)" : "\(segmentRange.first) to \(segmentRange.last)"
  }

  /// What the log holds, as one line of JSON of type `log`.
  public var json: JSONObject {
    var object = JSONObject(type: "log")
    object.set("intact", isIntact)
    object.set("findings", findings)
    object.set("authenticated", isAuthenticated)
    object.set("has_beginning", hasBeginning)
    object.set("sealed", isSealed && segments > 0)
    object.set("authenticated_records", authenticated)
    object.set("unsealed_records", unsealed)
    object.set("seal_epoch", newestSeal?.epoch)
    object.set("segments", segments)
    object.set("first_segment", segments > 0 ? segmentRange.first : nil)
    object.set("last_segment", segments > 0 ? segmentRange.last : nil)
    object.set("last_segment_closed", isLastSegmentClosed)
    object.set("records", records)
    object.set("first_record", records > 0 ? firstSequence : nil)
    object.set("last_record", records > 0 ? lastSequence : nil)
    object.set("boots", boots)
    object.set("records_of_newer_version", recordsOfNewerVersion)
    object.set("sessions", sessions.map(\.json))
    object.set("erasures", erasures.map(\.json))
    return object
  }
}
