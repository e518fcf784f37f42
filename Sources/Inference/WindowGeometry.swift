/// How a window slides over a height × width × channels tensor. Operators without a window use the sizes that concern
/// them.
public struct WindowGeometry: Equatable, Sendable {
  /// Rows of the input.
  public var inputHeight: Int32 = 1
  /// Columns of the input.
  public var inputWidth: Int32 = 1
  /// Channels of the input.
  public var inputChannels: Int32 = 1
  /// Rows of the output.
  public var outputHeight: Int32 = 1
  /// Columns of the output.
  public var outputWidth: Int32 = 1
  /// Channels of the output.
  public var outputChannels: Int32 = 1
  /// Rows of the window.
  public var kernelHeight: Int32 = 1
  /// Columns of the window.
  public var kernelWidth: Int32 = 1
  /// Rows from one window to the next.
  public var strideHeight: Int32 = 1
  /// Columns from one window to the next.
  public var strideWidth: Int32 = 1
  /// Rows the first window begins above the input.
  public var paddingTop: Int32 = 0
  /// Columns the first window begins left of the input.
  public var paddingLeft: Int32 = 0

  /// The largest tensor size; with `maximumKernel`, no product of sizes leaves 64 bits.
  static let maximumSize: Int32 = 1 << 20
  /// The largest window height or width.
  static let maximumKernel: Int32 = 1 << 10

  /// Creates the geometry of a single element.
  public init() {}

  /// Makes every size zero.
  mutating func clear() {
    (inputHeight, inputWidth, inputChannels) = (0, 0, 0)
    (outputHeight, outputWidth, outputChannels) = (0, 0, 0)
    (kernelHeight, kernelWidth, strideHeight, strideWidth) = (0, 0, 0, 0)
  }

  /// Elements of the input.
  var inputCount: Int64 { Int64(inputHeight) * Int64(inputWidth) * Int64(inputChannels) }

  /// Elements of the output.
  var outputCount: Int64 { Int64(outputHeight) * Int64(outputWidth) * Int64(outputChannels) }

  /// Elements of the window in one channel.
  public var kernelArea: Int64 { Int64(kernelHeight) * Int64(kernelWidth) }

  /// Groups of inputs in one row of a convolution's window.
  public var groupsPerRow: Int64 {
    let group = Int64(InferenceLimits.groupInputs)
    return (Int64(kernelWidth) * Int64(inputChannels) + group - 1) / group
  }

  /// Whether no window reaches over an edge.
  var isInside: Bool {
    let lastRow = (Int64(outputHeight) - 1) * Int64(strideHeight) + Int64(kernelHeight)
    let lastColumn = (Int64(outputWidth) - 1) * Int64(strideWidth) + Int64(kernelWidth)
    return paddingTop == 0 && paddingLeft == 0 && lastRow <= Int64(inputHeight) && lastColumn <= Int64(inputWidth)
  }

  /// Whether every size is positive and within its limit.
  var isValid: Bool {
    WindowGeometry.isSize(inputHeight) && WindowGeometry.isSize(inputWidth) && WindowGeometry.isSize(inputChannels)
      && WindowGeometry.isSize(outputHeight) && WindowGeometry.isSize(outputWidth)
      && WindowGeometry.isSize(outputChannels)
      && WindowGeometry.isSize(strideHeight) && WindowGeometry.isSize(strideWidth)
      && kernelHeight >= 1 && kernelHeight <= WindowGeometry.maximumKernel
      && kernelWidth >= 1 && kernelWidth <= WindowGeometry.maximumKernel
      && paddingTop >= 0 && paddingTop <= WindowGeometry.maximumSize
      && paddingLeft >= 0 && paddingLeft <= WindowGeometry.maximumSize
  }

  /// Whether every window covers at least one element of the input; asked only of a valid geometry.
  var everyWindowMeetsInput: Bool {
    let lastRow = (Int64(outputHeight) - 1) * Int64(strideHeight) - Int64(paddingTop)
    let lastColumn = (Int64(outputWidth) - 1) * Int64(strideWidth) - Int64(paddingLeft)
    return paddingTop < kernelHeight && paddingLeft < kernelWidth && lastRow < Int64(inputHeight)
      && lastColumn < Int64(inputWidth)
  }

  /// The rows of the window that lie on the input.
  ///
  /// - Parameter row: A row of the output.
  /// - Returns: The window's rows, counted from its own top, and the input's row under the first of them.
  @inline(__always)
  func rows(at row: Int) -> (kernel: Range<Int>, input: Int) {
    WindowGeometry.overlap(
      origin: row * Int(strideHeight) - Int(paddingTop), kernel: Int(kernelHeight), input: Int(inputHeight))
  }

  /// The columns of the window that lie on the input.
  ///
  /// - Parameter column: A column of the output.
  /// - Returns: The window's columns, counted from its own left, and the input's column under the first of them.
  @inline(__always)
  func columns(at column: Int) -> (kernel: Range<Int>, input: Int) {
    WindowGeometry.overlap(
      origin: column * Int(strideWidth) - Int(paddingLeft), kernel: Int(kernelWidth), input: Int(inputWidth))
  }

  private static func isSize(_ size: Int32) -> Bool {
    size >= 1 && size <= maximumSize
  }

  @inline(__always)
  private static func overlap(origin: Int, kernel: Int, input: Int) -> (kernel: Range<Int>, input: Int) {
    let first = max(0, -origin)
    let end = min(kernel, input - origin)
    return (first..<end, origin + first)
  }
}
