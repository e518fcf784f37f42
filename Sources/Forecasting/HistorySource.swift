import Foundation

/// Where histories come from: a folder of people, one person's folder, or a diary.
public enum HistorySource {
  /// Reads the people of a folder, or the one of a diary (`.csv`).
  ///
  /// - Parameters:
  ///   - url: The folder or file.
  ///   - dates: How a diary's dates are written; nil where they show it.
  /// - Returns: Their histories.
  /// - Throws: `TableFault`, or why a file cannot be read.
  public static func histories(at url: URL, dates: DiaryDateStyle? = nil) throws -> [EventHistory] {
    if url.pathExtension.lowercased() == "csv" { return [try DiaryFile.history(in: url, style: dates)] }
    return try SeizureTimesFolder.histories(in: url)
  }
}
