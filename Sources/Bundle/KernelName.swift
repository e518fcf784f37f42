import Vocabulary

/// The name of a board, as in the bundle's header.
public typealias BoardIdentity = FixedText<16>

/// A path or label of the kernel: as long as its GPIO names can be.
public typealias KernelName = FixedText<32>
