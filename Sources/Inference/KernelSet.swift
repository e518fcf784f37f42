import CInference

/// Kernels for one kind of processor. All give the same bits; the reference, in Swift, is what the others are held to.
public enum KernelSet: UInt8, Sendable {
  /// Plain Swift, on every processor.
  case reference = 0
  /// NEON, on aarch64 and armv7.
  case neon = 1
  /// NEON with dot products, on aarch64 from the Cortex-A55 and A76 on.
  case dotprod = 2
  /// AVX2, on x86-64.
  case avx2 = 3
  /// AVX2 with 256-bit dot products in AVX's encoding (AVX-VNNI).
  case vnni = 4
  /// AVX-512 with dot products.
  case avx512vnni = 5
  /// The kernels of `vnni` in AVX-512's encoding: never chosen by itself, it lets them be checked where AVX-VNNI is
  /// missing.
  case avx512vl = 6

  /// How many there are; their raw values are the numbers below.
  public static let count = 7

  /// The fastest set that this processor has.
  public static var best: KernelSet {
    if KernelSet.avx512vnni.isSupported { return .avx512vnni }
    if KernelSet.vnni.isSupported { return .vnni }
    if KernelSet.avx2.isSupported { return .avx2 }
    if KernelSet.dotprod.isSupported { return .dotprod }
    if KernelSet.neon.isSupported { return .neon }
    return .reference
  }

  /// Whether this processor has the instructions; asks it, which takes time.
  public var isSupported: Bool { processor_supports(Int32(rawValue)) != 0 }

  /// Its name in options and in the environment.
  public var name: StaticString {
    switch self {
    case .reference: "reference"
    case .neon: "neon"
    case .dotprod: "dotprod"
    case .avx2: "avx2"
    case .vnni: "vnni"
    case .avx512vnni: "avx512vnni"
    case .avx512vl: "avx512vl"
    }
  }

  /// The set of a name that somebody asked for.
  ///
  /// - Parameter name: A name, in ASCII.
  /// - Throws: `KernelFault` if there is none of that name, or this processor lacks its instructions.
  public init(named name: Span<UInt8>) throws(KernelFault) {
    for number in 0..<UInt8(KernelSet.count) {
      guard let set = KernelSet(rawValue: number), set.isNamed(name) else { continue }
      guard set.isSupported else { throw .unsupported(set) }
      self = set
      return
    }
    throw .unknownName
  }

  private func isNamed(_ text: Span<UInt8>) -> Bool {
    let name = self.name
    guard name.utf8CodeUnitCount == text.count else { return false }
    for index in text.indices {
      // Within the literal: the counts are equal.
      guard unsafe name.utf8Start[index] == text[index] else { return false }
    }
    return true
  }
}
