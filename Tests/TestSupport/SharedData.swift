import Foundation

/// The one place that knows where real data beside the checkout lies. Nothing needs it: tests that use it are skipped,
/// aloud, without it.
public enum SharedData {
  /// The repository's root.
  public static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The data's folder, or nil where this machine has none: `PRODROME_SHARED_DATA`, else `../shared/data`.
  public static let folder: URL? = {
    let environment = ProcessInfo.processInfo.environment["PRODROME_SHARED_DATA"]
    let url = environment.map { URL(fileURLWithPath: $0) } ?? repository.appending(path: "../shared/data").standardized
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }()

  /// Whether the data is here.
  public static var isPresent: Bool { folder != nil }

  /// What a skipped test says.
  public static let skipReason = "the shared data folder is not on this machine"

  /// A file or folder of the shared data, if it is here.
  ///
  /// - Parameter path: Relative to the data's folder, such as `szcore/timescoring_cases.json`.
  /// - Returns: Its place, or nil.
  public static func url(_ path: String) -> URL? {
    guard let url = folder?.appending(path: path), FileManager.default.fileExists(atPath: url.path) else { return nil }
    return url
  }
}
