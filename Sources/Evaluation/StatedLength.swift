import Foundation
import Text

/// A recording's length as something beside it states it.
struct StatedLength {
  /// Lengths are often rounded to whole seconds, up or down; from this difference on it is another length.
  static let toleranceSeconds = 1.0

  /// What states it, such as `the events table`.
  let source: String
  /// The length.
  let seconds: Double

  /// What there is to say of it.
  ///
  /// - Parameter durationSeconds: Length of the recording.
  /// - Returns: A sentence where the two differ by more than rounding, whichever is longer; else nil.
  func caution(durationSeconds: Double) -> String? {
    // What is left of decimals of seconds is no difference.
    guard abs(seconds - durationSeconds) > Self.toleranceSeconds - 1e-6 else { return nil }
    return "\(source) says that the recording lasts \(seconds) s, the file holds \(durationSeconds) s: "
      + "they differ by \(Self.toleranceSeconds) s or more, which is no rounding"
  }

  /// What a recording's BIDS sidecar (`x_eeg.json` beside `x_eeg.edf`) states.
  ///
  /// - Parameters:
  ///   - recording: The recording.
  ///   - durationSeconds: Length of the recording.
  /// - Returns: A sentence for a length that differs or a sidecar that cannot be read; none where there is no sidecar.
  static func sidecarCautions(of recording: URL, durationSeconds: Double) -> [String] {
    let url = recording.deletingPathExtension().appendingPathExtension("json")
    guard let bytes = try? Data(contentsOf: url) else { return [] }
    let name = "the sidecar \(url.lastPathComponent)"
    do throws(JSONFault) {
      guard case .object(let keys) = try JSONValue(json: Array(bytes)) else {
        return ["\(name): found no JSON object, expected one"]
      }
      switch keys["RecordingDuration"] {
      case nil, .text("n/a"): return []
      case .number(let seconds):
        let caution = StatedLength(source: name, seconds: seconds).caution(durationSeconds: durationSeconds)
        return caution.map { [$0] } ?? []
      case .some(let other): return ["\(name): \"RecordingDuration\": found \(other.shown), expected seconds"]
      }
    } catch {
      return ["\(name): \(error)"]
    }
  }
}
