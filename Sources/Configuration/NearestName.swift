/// Finds the name that a mistyped one was probably meant to be.
public enum NearestName {
  /// The nearest of some names, if at most two letters differ, case aside.
  public static func find(_ name: String, among names: [String]) -> String? {
    let lengths = name.utf8.count - 2...name.utf8.count + 2
    let distances = names.filter { lengths.contains($0.utf8.count) }.map {
      ($0, distance(Array(name.lowercased().utf8), Array($0.lowercased().utf8)))
    }
    guard let nearest = distances.min(by: { $0.1 < $1.1 }), nearest.1 <= 2, nearest.1 < name.utf8.count else {
      return nil
    }
    return nearest.0
  }

  /// The edit distance (Levenshtein): letters to insert, delete or replace.
  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var row = Array(0...second.count)
    for (i, left) in first.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in second.enumerated() {
        let replaced = diagonal + (left == right ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[second.count]
  }
}
