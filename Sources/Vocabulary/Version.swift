/// The program's version, as in the boot record and in `prodrome --version`.
public enum Version {
  /// Changes that old logs or bundles cannot cross.
  public static let major: UInt16 = 0
  /// New abilities.
  public static let minor: UInt16 = 1
  /// Mended mistakes.
  public static let patch: UInt16 = 0
}
