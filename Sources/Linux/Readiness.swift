import CLinux

/// What came to pass while waiting.
public struct Readiness: Sendable {
  private let mask: Int32

  /// Waits until a bell rings, a line has an edge, the program is asked to end, or the time is over.
  ///
  /// - Parameters:
  ///   - bell: Rung when there is work.
  ///   - lineDescriptor: The descriptor of a line with edges; negative: none.
  ///   - endRequest: The request to end.
  ///   - timeoutNanoseconds: The longest wait.
  public init(
    bell: borrowing Bell, lineDescriptor: Int32 = -1, endRequest: borrowing EndRequest, timeoutNanoseconds: UInt64
  ) {
    mask = Self.wait([bell.number, lineDescriptor, endRequest.number, -1], timeoutNanoseconds)
  }

  /// Waits until a bell rings or the time is over.
  public init(bell: borrowing Bell, timeoutNanoseconds: UInt64) {
    mask = Self.wait([bell.number, -1, -1, -1], timeoutNanoseconds)
  }

  /// The bell has rung.
  public var hasRung: Bool { mask & 1 != 0 }

  /// The line's chip is gone.
  public var hasLostLine: Bool { mask & 32 != 0 }

  /// The program is asked to end.
  public var isAskedToEnd: Bool { mask & 4 != 0 }

  private static func wait(_ descriptors: InlineArray<4, Int32>, _ timeoutNanoseconds: UInt64) -> Int32 {
    // The kernel reads four numbers during the call.
    unsafe descriptors.span.withUnsafeBufferPointer {
      unsafe max(linux_wait($0.baseAddress, timeoutNanoseconds), 0)
    }
  }
}
