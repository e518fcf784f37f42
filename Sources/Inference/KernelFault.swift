/// Why a set of kernels that was asked for cannot be had.
public enum KernelFault: Error, Equatable, Sendable {
  /// There is no set of that name.
  case unknownName
  /// This processor lacks the set's instructions.
  case unsupported(KernelSet)
}
