/// How frames are fetched.
public enum ReadMode: UInt8, Sendable {
  /// A command (RDATA) for every frame. A chip that has reset itself is in the other mode and answers eight bits too
  /// early, so that its status word is out of place in the very first frame; registers can be read back at any time.
  case byCommand = 0
  /// The chip sends every frame unasked (RDATAC). A chip that has reset itself is found at the next register check.
  case continuous = 1

  /// Bytes sent before the frame begins.
  var prefixBytes: Int { self == .byCommand ? 1 : 0 }
}
