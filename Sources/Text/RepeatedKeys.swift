import Foundation

/// Finds a key that stands in one object of JSON twice: readers take either value without a word.
enum RepeatedKeys {
  /// An object or a list that is open.
  private struct Level {
    var isObject: Bool
    /// An object's keys with the lines they stand on.
    var keys: [String: Int] = [:]
    /// The key or the place in the list of what comes next.
    var name = ""
    var index = 0
    var expectsKey: Bool
  }

  /// The first repeated key.
  ///
  /// - Parameter json: Bytes that are JSON.
  /// - Returns: The fault, or nil where every key stands once.
  static func first(in json: [UInt8]) -> JSONFault? {
    var levels: [Level] = []
    var line = 1
    var place = 0
    while place < json.count {
      let byte = json[place]
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "{"): levels.append(Level(isObject: true, expectsKey: true))
      case UInt8(ascii: "["): levels.append(Level(isObject: false, expectsKey: false))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
      case UInt8(ascii: ","): next(&levels)
      case UInt8(ascii: "\""):
        let end = textEnd(json, place)
        if levels.last?.expectsKey == true {
          let key = text(json[place...end])
          levels[levels.count - 1].name = key
          levels[levels.count - 1].expectsKey = false
          if let first = levels[levels.count - 1].keys.updateValue(line, forKey: key) {
            return JSONFault(
              key: path(levels), problem: "found twice, on lines \(first) and \(line), expected once")
          }
        }
        place = end
      default: break
      }
      place += 1
    }
    return nil
  }

  private static func next(_ levels: inout [Level]) {
    guard !levels.isEmpty else { return }
    levels[levels.count - 1].expectsKey = levels[levels.count - 1].isObject
    levels[levels.count - 1].index += 1
  }

  /// Where a text's closing quotation mark stands.
  private static func textEnd(_ json: [UInt8], _ start: Int) -> Int {
    var place = start + 1
    while place < json.count - 1, json[place] != UInt8(ascii: "\"") {
      place += json[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(place, json.count - 1)
  }

  /// A text without its escapes.
  private static func text(_ quoted: ArraySlice<UInt8>) -> String {
    (try? JSONDecoder().decode(String.self, from: Data(quoted))) ?? String(decoding: quoted, as: UTF8.self)
  }

  /// The key with those it lies in.
  private static func path(_ levels: [Level]) -> String {
    var path = ""
    for level in levels {
      path += level.isObject ? (path.isEmpty ? "" : ".") + level.name : "[\(level.index)]"
    }
    return path
  }
}
