/// Prodrome's manual is this module's documentation catalogue, `Manual.docc`; there is no code in it.
public enum Manual {}
