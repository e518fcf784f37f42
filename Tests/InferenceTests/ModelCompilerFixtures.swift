import Foundation
import ModelCompiler
import TestSupport

/// The shipped detector, compiled.
enum ModelCompilerFixtures {
  static func detector() throws -> [UInt8] {
    let folder = SharedData.repository.appending(path: "Models/epilepsy-detector")
    let file = Array(try Data(contentsOf: folder.appending(path: "model.tflite")))
    let metadata = try ModelMetadata(json: Array(try Data(contentsOf: folder.appending(path: "model.json"))))
    return try ModelCompiler.compile(file: file, metadata: metadata).section
  }
}
