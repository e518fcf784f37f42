import Inference

/// Why the kernels that the environment asks for cannot be had.
public struct KernelSelectionError: Error, CustomStringConvertible, Sendable {
  /// The name asked for.
  public let name: String
  /// What is wrong with it.
  public let fault: KernelFault

  /// The fault, and what could be asked for here.
  public var description: String {
    let supported = (0..<UInt8(KernelSet.count)).compactMap(KernelSet.init(rawValue:)).filter(\.isSupported)
    let names = supported.map { "\($0.name)" }.joined(separator: ", ")
    switch fault {
    case .unknownName: return "\(KernelSet.variable)=\(name): no kernels of that name; this processor has \(names)"
    case .unsupported: return "\(KernelSet.variable)=\(name): this processor lacks the instructions; it has \(names)"
    }
  }
}
