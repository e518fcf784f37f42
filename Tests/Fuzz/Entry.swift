import Foundation

private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["PRODROME_FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    fatalError("PRODROME_FUZZ_TARGET is \"\(name)\", expected one of \(FuzzTarget.allCases.map(\.rawValue))")
  }
  return target
}()

/// Whether the fuzzer is to be tried itself: then inputs with a certain beginning are read beyond their end.
private let isPlanted = ProcessInfo.processInfo.environment["PRODROME_FUZZ_PLANT"] != nil

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  if isPlanted, bytes.count > 2, bytes[0] == 0x50, bytes[1] == 0x4C { readBeyond(bytes) }
  target.exercise(bytes)
  return 0
}

/// The planted fault: what the address sanitizer must see.
@inline(never)
private func readBeyond(_ bytes: [UInt8]) {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return }
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: buffer.count)
    unsafe copy.update(from: start, count: buffer.count)
    if unsafe copy[buffer.count] == 0xA5 { print("planted") }
    unsafe copy.deallocate()
  }
}

/// libFuzzer's driver, for a program that has a `main` of its own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// What the package manager takes for the program's `main`.
@_cdecl("fuzz_main")
public func fuzzMain(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
  if let folder = ProcessInfo.processInfo.environment["PRODROME_FUZZ_SEEDS"] {
    do {
      let here = URL(filePath: FileManager.default.currentDirectoryPath)
      try FuzzSeeds.write(target, from: here, to: URL(filePath: folder))
      return 0
    } catch { fatalError("the seeds of \(target) cannot be written: \(error)") }
  }
  var count = count
  var arguments = unsafe arguments
  return unsafe runDriver(&count, &arguments) { unsafe testOneInput($0, $1) }
}
