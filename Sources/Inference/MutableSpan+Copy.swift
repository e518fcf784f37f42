import CInference

extension MutableSpan where Element == Int8 {
  /// Copies all of `source` to the elements from `place` on.
  mutating func copy(_ source: Span<Int8>, to place: Int) {
    precondition(place >= 0 && place <= count - source.count)
    // Within both spans, which cannot overlap: this one is held exclusively.
    unsafe withUnsafeMutableBufferPointer { target in
      unsafe source.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let start = source.baseAddress else { return }
        unsafe layer_copy(target + place, start, source.count)
      }
    }
  }
}
