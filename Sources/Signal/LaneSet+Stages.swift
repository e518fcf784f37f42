import CSignal
import Vocabulary

/// The stages of `CSignal`. Callers give rows of `Limits.channels` numbers, as many as the stage says there, and at
/// most that many channels.
///
/// C takes places in memory: all of them lie in spans that live through the call.
extension LaneSet {
  /// Filters one sample of every channel in place, through `count` sections one after the other.
  func filter(
    _ sections: Span<Int32>, count: Int, memory: inout MutableSpan<Int64>, values: inout MutableSpan<Int32>,
    channels: Int
  ) {
    unsafe sections.withUnsafeBufferPointer { sections in
      unsafe memory.withUnsafeMutableBufferPointer { memory in
        unsafe values.withUnsafeMutableBufferPointer { values in
          unsafe signal_filter(
            Int32(rawValue), sections.baseAddress, Int32(truncatingIfNeeded: count), memory.baseAddress,
            values.baseAddress, Int32(truncatingIfNeeded: channels))
        }
      }
    }
  }

  /// Adds up each band's power on the channels of `counted`.
  func addBands(
    _ sections: Span<Int32>, memory: inout MutableSpan<Int64>, values: Span<Int32>, counted: ChannelMask,
    channels: Int
  ) {
    unsafe sections.withUnsafeBufferPointer { sections in
      unsafe memory.withUnsafeMutableBufferPointer { memory in
        unsafe values.withUnsafeBufferPointer { values in
          unsafe signal_bands(
            Int32(rawValue), sections.baseAddress, memory.baseAddress, values.baseAddress, counted.rawValue,
            Int32(truncatingIfNeeded: channels))
        }
      }
    }
  }

  /// Adds up mains and muscle power and widens the range of values.
  func addInterference(
    _ sections: Span<Int32>, mains: Int, memory: inout MutableSpan<Int64>, range: inout MutableSpan<Int32>,
    values: Span<Int32>, channels: Int
  ) {
    unsafe sections.withUnsafeBufferPointer { sections in
      unsafe memory.withUnsafeMutableBufferPointer { memory in
        unsafe range.withUnsafeMutableBufferPointer { range in
          unsafe values.withUnsafeBufferPointer { values in
            unsafe signal_interference(
              Int32(rawValue), sections.baseAddress, Int32(truncatingIfNeeded: mains), memory.baseAddress,
              range.baseAddress, values.baseAddress, Int32(truncatingIfNeeded: channels))
          }
        }
      }
    }
  }

  /// Adds up every channel's square, in a row that begins at place `first`.
  func addPower(_ memory: inout MutableSpan<Int64>, at first: Int, values: Span<Int32>, channels: Int) {
    unsafe memory.withUnsafeMutableBufferPointer { memory in
      unsafe values.withUnsafeBufferPointer { values in
        unsafe signal_power(
          Int32(rawValue), memory.baseAddress, Int32(truncatingIfNeeded: first), values.baseAddress,
          Int32(truncatingIfNeeded: channels))
      }
    }
  }

  /// Adds up the features but for band powers on the channels of `counted`.
  func addFeatures(_ rows: inout MutableSpan<Int64>, values: Span<Int32>, counted: ChannelMask, channels: Int) {
    unsafe rows.withUnsafeMutableBufferPointer { rows in
      unsafe values.withUnsafeBufferPointer { values in
        unsafe signal_features(
          Int32(rawValue), rows.baseAddress, values.baseAddress, counted.rawValue,
          Int32(truncatingIfNeeded: channels))
      }
    }
  }

  /// Gives one output of every channel from its last inputs, as many as there are weights.
  func resample(
    _ weights: Span<Int32>, delays: Span<Int32>, pitch: Int, oldest: Int, outputs: inout MutableSpan<Int32>,
    channels: Int
  ) {
    unsafe weights.withUnsafeBufferPointer { weights in
      unsafe delays.withUnsafeBufferPointer { delays in
        unsafe outputs.withUnsafeMutableBufferPointer { outputs in
          unsafe signal_resample(
            Int32(rawValue), weights.baseAddress, Int32(truncatingIfNeeded: weights.count), delays.baseAddress,
            Int32(truncatingIfNeeded: pitch), Int32(truncatingIfNeeded: oldest), outputs.baseAddress,
            Int32(truncatingIfNeeded: channels))
        }
      }
    }
  }

  /// Turns the codes of all inputs but those of `invalid` into 2^-8 microvolt.
  ///
  /// - Returns: The valid inputs at a limit.
  func scale(
    _ scales: Span<Int32>, offsets: Span<Int64>, codes: Span<Int32>, invalid: ChannelMask,
    microvolts: inout MutableSpan<Int32>, inputs: Int
  ) -> ChannelMask {
    unsafe scales.withUnsafeBufferPointer { scales in
      unsafe offsets.withUnsafeBufferPointer { offsets in
        unsafe codes.withUnsafeBufferPointer { codes in
          unsafe microvolts.withUnsafeMutableBufferPointer { microvolts in
            ChannelMask(
              rawValue: unsafe signal_scale(
                Int32(rawValue), scales.baseAddress, offsets.baseAddress, codes.baseAddress, invalid.rawValue,
                microvolts.baseAddress, Int32(truncatingIfNeeded: inputs)))
          }
        }
      }
    }
  }
}
