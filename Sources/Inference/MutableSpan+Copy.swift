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

  /// Copies `bytes` elements to a place that they do not overlap.
  mutating func copy(_ bytes: Int, from source: Int, to target: Int) {
    precondition(bytes >= 0 && source >= 0 && target >= 0 && max(source, target) <= count - bytes)
    precondition(abs(target - source) >= bytes)
    // Within the span and without overlap: checked.
    unsafe withUnsafeMutableBufferPointer { all in
      guard let start = all.baseAddress else { return }
      unsafe layer_copy(start + target, start + source, bytes)
    }
  }

  /// Moves `kept` elements in each of a batch, `shift` elements towards its beginning; up to 63 more behind them are
  /// overwritten.
  ///
  /// - Parameters:
  ///   - batch: Where each begins.
  ///   - place: Where in each the elements go.
  ///   - shift: How far behind it they lie, at least 1.
  ///   - kept: How many.
  mutating func slide(_ batch: Batch, at place: Int, by shift: Int, keeping kept: Int) {
    precondition(batch.count > 0 && batch.first >= 0 && place >= 0 && shift > 0 && kept > 0)
    precondition(batch.place(batch.count - 1) + place + shift + kept + 63 <= count)
    // Within the span: checked.
    unsafe withUnsafeMutableBufferPointer { all in
      guard let start = all.baseAddress else { return }
      unsafe layer_slide(start + batch.first + place, batch.pitch, Int32(batch.count), shift, kept)
    }
  }
}
