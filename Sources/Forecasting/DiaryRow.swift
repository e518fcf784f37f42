import Foundation

/// A row of a diary: a date in three numbers and a time as text.
struct DiaryRow {
  let text: String
  let line: Int
  let date: DiaryDate
  let time: Substring
  let mark: String?

  init?(_ text: String, line: Int, mark: String?) {
    let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "T" }
    guard parts.count == 2 else { return nil }
    let numbers = parts[0].split(omittingEmptySubsequences: false) { "-/.".contains($0) }.map { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) ?? -1 : -1
    }
    guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    self.text = text
    self.line = line
    self.mark = mark
    date = DiaryDate(numbers: numbers)
    time = parts[1]
  }
}
