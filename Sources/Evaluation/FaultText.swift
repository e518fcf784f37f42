import Foundation

/// An error in one line for people.
public enum FaultText {
  /// The text of any error; errors of files name the file.
  public static func of(_ error: any Error) -> String {
    if let file = error as? CocoaError {
      return [file.filePath ?? file.url?.path, file.localizedDescription].compactMap { $0 }.joined(separator: ": ")
    }
    return (error as? any LocalizedError)?.errorDescription ?? String(describing: error)
  }
}
