import Inference
import Linux
import Vocabulary

/// The probe's arguments.
struct Words: ~Copyable {
  private let arguments: Arguments
  private let ranges: InlineArray<5, Range<Int>>

  init() throws(KernelProbe.Failure) {
    let arguments: Arguments
    do throws(SystemFault) { arguments = try Arguments() } catch { throw .system(error) }
    var ranges = InlineArray<5, Range<Int>>(repeating: 0..<0)
    var offset = arguments.argument(at: 0)?.upperBound ?? 0
    for index in 0..<5 {
      guard let range = arguments.argument(at: offset) else { throw .usage }
      ranges[index] = range
      offset = range.upperBound
    }
    self.arguments = arguments
    self.ranges = ranges
  }

  func openSection() throws(KernelProbe.Failure) -> FileCopy { try open(0) }

  /// The file of the filling.
  func openSamples() throws(KernelProbe.Failure) -> FileCopy { try open(2) }

  private func open(_ index: Int) throws(KernelProbe.Failure) -> FileCopy {
    try arguments.withArgument(in: ranges[index]) { path throws(KernelProbe.Failure) in
      do throws(SystemFault) { return try FileCopy(path) } catch { throw .system(error) }
    }
  }

  func kernels() throws(KernelProbe.Failure) -> KernelSet {
    if arguments.equals("best", in: ranges[1]) { return .best }
    return try arguments.withArgument(in: ranges[1]) { name throws(KernelProbe.Failure) in
      do throws(KernelFault) { return try KernelSet(named: name.extracting(droppingLast: 1)) } catch {
        throw .kernels(error)
      }
    }
  }

  func filling() throws(KernelProbe.Failure) -> Bench.Filling {
    if arguments.equals("random", in: ranges[2]) { return .random }
    if arguments.equals("zeros", in: ranges[2]) { return .zeros }
    if arguments.equals("highest", in: ranges[2]) { return .highest }
    if arguments.equals("lowest", in: ranges[2]) { return .lowest }
    return .samples
  }

  /// A number from 0 to 99,999.
  func number(_ index: Int) throws(KernelProbe.Failure) -> Int {
    try arguments.withArgument(in: ranges[index]) { digits throws(KernelProbe.Failure) in
      var value = 0
      guard digits.count >= 2 && digits.count <= 6 else { throw .usage }
      for place in 0..<(digits.count - 1) {
        guard digits[place] >= 0x30 && digits[place] <= 0x39 else { throw .usage }
        value = value * 10 + Int(digits[place] - 0x30)
      }
      return value
    }
  }
}
