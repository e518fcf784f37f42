"""What was computed once and need not be again."""

import hashlib
import pathlib
import pickle


def kept(cache: pathlib.Path, name: str, modules: tuple[str, ...], parts: tuple, make):
    """Returns what `make` made earlier from the same `parts` by the same sources, or makes and keeps it.

    name: the folder in the cache; modules: this package's files that decide the result; parts: everything else that does.
    """
    digest = hashlib.sha256()
    for module in modules:
        digest.update((pathlib.Path(__file__).parent / f"{module}.py").read_bytes())
    for part in parts:
        digest.update(part if isinstance(part, bytes) else repr(part).encode())
        digest.update(b"\0")
    file = cache / name / f"{digest.hexdigest()[:24]}.pickle"
    if not file.exists():
        found = make()
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial")
        partial.write_bytes(pickle.dumps(found))
        partial.rename(file)
        return found
    # The files are this program's own, in its own cache.
    return pickle.loads(file.read_bytes())


def content(recordings) -> str:
    """Names recordings by what the signal chain made of them and by what is known about them."""
    digest = hashlib.sha256()
    for recording in recordings:
        digest.update(f"{pathlib.Path(recording.signal.file).name} {recording.person} {recording.seizures}".encode())
        digest.update(recording.signal.digest.encode())
    return digest.hexdigest()
