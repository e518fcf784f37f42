import Vocabulary

/// Where along one axis the places of a resized tensor lie in the tensor it is made from, by the rules of LiteRT.
struct Resampling {
  /// Places of the input.
  let input: Int
  /// Places of the output.
  let output: Int
  /// Whether the first and last places of both fall together.
  let alignsCorners: Bool
  /// Whether places are counted from their middle.
  let halvesPixels: Bool

  /// Appends the two places that an output lies between, and how far it is towards the second in 1,024ths.
  func append(at place: Int, isNearest: Bool, to sink: inout ByteArray) {
    let (first, second, weight) = isNearest ? nearest(place) : between(place)
    sink.append(littleEndian: Int32(first))
    sink.append(littleEndian: Int32(second))
    sink.append(littleEndian: Int32(weight))
  }

  private func nearest(_ place: Int) -> (Int, Int, Int) {
    let scale =
      alignsCorners && output > 1 ? Float(input - 1) / Float(output - 1) : Float(input) / Float(output)
    let exact = (Float(place) + (halvesPixels ? 0.5 : 0)) * scale
    let rounded = Int(exact.rounded(alignsCorners ? .toNearestOrAwayFromZero : .down))
    let index = max(0, min(input - 1, rounded))
    return (index, index, 0)
  }

  private func between(_ place: Int) -> (Int, Int, Int) {
    var scale = (input << 10 + output / 2) / output
    if alignsCorners && output > 1 { scale = ((input - 1) << 10 + (output - 1) / 2) / (output - 1) }
    let exact = halvesPixels ? place * scale + scale / 2 - 1 << 9 : place * scale
    let first = max(exact / 1024, 0)
    let second = min((exact + 1023) / 1024, input - 1)
    return (first, second, first == second ? 0 : exact - first << 10)
  }
}
