import Text
import Vocabulary

/// The keys of `model.json`, or of an object in it: each is what it must be, or named with what was found in its place.
struct ModelKeys {
  private let values: [String: JSONValue]
  /// What stands before a key's name in a message.
  private let path: String

  /// Reads the JSON beside a `.tflite`.
  ///
  /// - Parameter json: The file's bytes.
  /// - Throws: `ModelImportError.metadata`.
  init(json: [UInt8]) throws(ModelImportError) {
    let value: JSONValue
    do throws(JSONFault) {
      value = try JSONValue(json: json)
    } catch {
      throw ModelImportError.metadata(key: error.key, problem: error.problem)
    }
    guard case .object(let values) = value else {
      throw ModelImportError.metadata(key: "", problem: "found \(value.shown), expected one JSON object")
    }
    self.values = values
    path = ""
  }

  private init(_ values: [String: JSONValue], path: String) {
    self.values = values
    self.path = path
  }

  /// Whether a key stands there, whatever its value.
  func has(_ key: String) -> Bool { values[key] != nil }

  /// An error about a key: what was found in its place, and what was expected.
  func wrong(_ key: String, expected: String) -> ModelImportError {
    fault(key, values[key].map { "found \($0.shown), expected \(expected)" } ?? "missing, expected \(expected)")
  }

  /// An error about a key.
  func fault(_ key: String, _ problem: String) -> ModelImportError {
    ModelImportError.metadata(key: path + key, problem: problem)
  }

  /// A text.
  func text(_ key: String, expected: String = "a text") throws(ModelImportError) -> String {
    guard case .text(let text)? = values[key] else { throw wrong(key, expected: expected) }
    return text
  }

  /// A list of texts; nil where it is something else.
  func texts(_ key: String) -> [String]? {
    guard case .list(let list)? = values[key] else { return nil }
    let texts = list.compactMap { value -> String? in
      if case .text(let text) = value { text } else { nil }
    }
    return texts.count == list.count ? texts : nil
  }

  /// One of some words.
  func choice<Value>(_ key: String, _ choices: [String: Value]) throws(ModelImportError) -> Value {
    let expected = "one of \(choices.keys.sorted().joined(separator: ", "))"
    guard let value = choices[try text(key, expected: expected)] else { throw wrong(key, expected: expected) }
    return value
  }

  /// A number.
  func number(_ key: String, expected: String = "a number") throws(ModelImportError) -> Double {
    guard case .number(let number)? = values[key], number.isFinite else { throw wrong(key, expected: expected) }
    return number
  }

  /// A number of samples.
  func size(_ key: String) throws(ModelImportError) -> Int {
    let expected = "a whole number from 1 to \(1 << 20)"
    guard let size = Int(exactly: try number(key, expected: expected)), (1...1 << 20).contains(size) else {
      throw wrong(key, expected: expected)
    }
    return size
  }

  /// A rate: signal chains run at whole hertz.
  func rate(_ key: String) throws(ModelImportError) -> Rate {
    let expected = "whole hertz, above 0"
    guard let hertz = UInt32(exactly: try number(key, expected: expected)), hertz > 0 else {
      throw wrong(key, expected: expected)
    }
    return Rate(hertz)
  }

  /// An object's keys.
  func object(_ key: String, expected: String) throws(ModelImportError) -> ModelKeys {
    guard case .object(let object)? = values[key] else { throw wrong(key, expected: expected) }
    return ModelKeys(object, path: "\(path)\(key).")
  }
}
