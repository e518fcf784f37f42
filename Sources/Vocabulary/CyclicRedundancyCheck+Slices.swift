#if !hasFeature(Embedded)
  extension CyclicRedundancyCheck {
    /// What each value of a byte adds to the rest when so many bytes follow it: 256 for none, 256 for one, up to seven.
    /// An array: of an inline one each use would take a copy.
    static let slices: [UInt32] = {
      var slices = [UInt32](repeating: 0, count: 2_048)
      for byte in 0..<256 {
        var state = table[byte]
        slices[byte] = state
        for following in 1..<8 {
          state = table[Int(state & 255)] ^ state >> 8
          slices[256 * following + byte] = state
        }
      }
      return slices
    }()

    /// The state eight bytes on (Kounavis and Berry, 2005: slicing by eight).
    ///
    /// - Parameters:
    ///   - low: The state, xor the first four bytes.
    ///   - high: The next four bytes.
    ///   - slices: The table, `slices`.
    /// - Returns: The state behind them.
    @inline(always)
    static func advanced(_ low: UInt32, _ high: UInt32, _ slices: Span<UInt32>) -> UInt32 {
      slices[1_792 + Int(low & 255)] ^ slices[1_536 + Int(low >> 8 & 255)] ^ slices[1_280 + Int(low >> 16 & 255)]
        ^ slices[1_024 + Int(low >> 24)] ^ slices[768 + Int(high & 255)] ^ slices[512 + Int(high >> 8 & 255)]
        ^ slices[256 + Int(high >> 16 & 255)] ^ slices[Int(high >> 24)]
    }
  }
#endif
