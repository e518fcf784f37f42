import Foundation
import TestSupport

/// Networks of the fixtures that `Tools/check/litert_parity.py` writes.
enum Sample {
  /// The bytes of `Tests/InferenceTests/Fixtures/<name>.tflite`.
  static func network(_ name: String) throws -> [UInt8] {
    let folder = SharedData.repository.appending(path: "Tests/InferenceTests/Fixtures")
    return Array(try Data(contentsOf: folder.appending(path: "\(name).tflite")))
  }
}
