import Inference
import Signal

extension KernelSet {
  /// What computes the signal chain on a processor that has these kernels.
  public var lanes: LaneSet {
    switch self {
    case .reference: .reference
    case .neon, .dotprod: .neon
    case .avx2, .vnni: .avx2
    case .avx512vnni, .avx512vl: .avx512
    }
  }
}
