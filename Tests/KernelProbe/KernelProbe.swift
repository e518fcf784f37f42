import Inference
import Linux
import Vocabulary

/// Evaluates one model on made-up windows, so that a checksum can be compared between processors and kernels, and
/// instructions counted.
///
/// `kernelprobe SECTION KERNELS FILLING WINDOWS HOPS`: a model's section (`prodrome model pack`), the kernels' name,
/// what the windows are filled with (`random`, `zeros`, `highest`, `lowest`, or a file of int8 samples), and how many
/// windows, and hops after them, are evaluated. Prints the checksum of the whole arena after the first window, of all
/// evidence, the number of hops evaluated in their new part, and of how many channels each is.
@main
struct KernelProbe {
  static func main() {
    do throws(Failure) {
      try run(Words())
    } catch {
      var text = TextOutput.standardError()
      text.write(error.text)
      text.flush()
      Process.exit(.data)
    }
  }

  /// What stops the probe.
  enum Failure: Error {
    case usage
    case system(SystemFault)
    case kernels(KernelFault)
    case model(ModelFault)

    var text: StaticString {
      switch self {
      case .usage: "kernelprobe SECTION KERNELS random|zeros|highest|lowest|FILE WINDOWS HOPS\n"
      case .system: "kernelprobe: the section or the samples cannot be read\n"
      case .kernels(.unknownName): "kernelprobe: no kernels of that name\n"
      case .kernels(.unsupported): "kernelprobe: this processor lacks the instructions of these kernels\n"
      case .model: "kernelprobe: the section is refused\n"
      }
    }
  }

  private static func run(_ arguments: borrowing Words) throws(Failure) {
    let file = try arguments.openSection()
    try file.withBytes { section throws(Failure) in
      let plan: ModelPlan
      do throws(ModelFault) { plan = try ModelPlan(section: section) } catch { throw .model(error) }
      guard plan.inputBytes <= Bench.inputCapacity else { throw .usage }
      let filling = try arguments.filling()
      var bench = Bench(kernels: try arguments.kernels(), filling: filling)
      if filling == .samples {
        let file = try arguments.openSamples()
        file.withBytes { bench.take($0) }
      }
      bench.evaluate(plan, section, windows: try arguments.number(3), hops: try arguments.number(4))
    }
  }
}
