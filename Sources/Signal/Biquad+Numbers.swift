extension Biquad {
  /// Numbers of a section in a list of them.
  static let numberCount = 5

  /// The section at place `index` of a list: b0, b1, b2, a1, a2 of each.
  init(at index: Int, of numbers: Span<Int32>) {
    let first = Biquad.numberCount * index
    self.init(
      b0: numbers[first], b1: numbers[first + 1], b2: numbers[first + 2], a1: numbers[first + 3], a2: numbers[first + 4]
    )
  }

  /// Writes the section to place `index` of a list.
  func write(at index: Int, to numbers: inout MutableSpan<Int32>) {
    let first = Biquad.numberCount * index
    numbers[first] = b0
    numbers[first + 1] = b1
    numbers[first + 2] = b2
    numbers[first + 3] = a1
    numbers[first + 4] = a2
  }
}
