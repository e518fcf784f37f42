import Foundation
import Inference

extension KernelSet {
  /// The environment's variable that forces a set of kernels.
  public static let variable = "PRODROME_KERNELS"

  /// The set that the environment asks for, or the fastest that this processor has.
  ///
  /// - Throws: `KernelSelectionError` if there is none of that name or this processor lacks it.
  public static func fromEnvironment() throws(KernelSelectionError) -> KernelSet {
    guard let name = ProcessInfo.processInfo.environment[variable], !name.isEmpty else { return .best }
    do throws(KernelFault) {
      return try KernelSet(named: Array(name.utf8).span)
    } catch {
      throw KernelSelectionError(name: name, fault: error)
    }
  }
}
