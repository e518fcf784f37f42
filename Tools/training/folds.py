"""Leave one person out: each person with seizures, and a share of the background's people, is scored by a model that has
seen none of them. Every fold is kept."""

import dataclasses
import hashlib
import pathlib
import pickle

import numpy as np
import scipy.signal

from . import alarms, corpus, fitting, quantisation, scoring
from .kept import content


@dataclasses.dataclass
class Fold:
    """One held-out person: the quantised encoder that has not seen them, and what it says about them."""

    person: str
    tflite: bytes
    # By variant of the recordings: what was scored. `float` is the same encoder before quantisation.
    scored: dict[str, list[alarms.Scored]]


def variants(settings):
    """What is done to held-out clinical recordings beside playing them as they are."""
    taps = scipy.signal.firwin(41, 35.0, fs=settings.rate_hz)

    def narrow(microvolts):
        return np.round(scipy.signal.oaconvolve(microvolts, taps[None], mode="same", axes=1) / 0.51) * 0.51

    return {
        "half gain": lambda microvolts: microvolts * 0.5,
        "double gain": lambda microvolts: microvolts * 2.0,
        "narrow device": narrow,
    }


# The derivations that a headset of the background's kind leaves of the double banana.
HEADSET = ("F7-T7", "T7-P7", "P7-O1", "F8-T8", "T8-P8", "P8-O2")


def held_out(recordings: list[corpus.Recording]) -> dict[str, set[str]]:
    """For each person with seizures in the data: everyone who is left out together with them."""
    people = sorted({recording.person for recording in recordings if not recording.is_background})
    others = sorted({recording.person for recording in recordings if recording.is_background})
    if len(people) < 2:
        raise SystemExit(f"found {len(people)} people with seizures, expected at least two")
    if not others:
        raise SystemExit("found no background: one of the datasets must be without a seizure")
    return {person: {person, *others[number :: len(people)]} for number, person in enumerate(people)}


def run(recordings: list[corpus.Recording], settings, cache: pathlib.Path, note) -> list[Fold]:
    """Trains and scores all folds, or reads back those that are kept."""
    folder = cache / "folds" / f"{settings.digest()}-{sources()}-{content(recordings)[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    groups = held_out(recordings)
    folds, trainer = [], None
    for number, (person, out) in enumerate(groups.items()):
        file = folder / f"{person}.pickle"
        if not file.exists():
            trainer = trainer or fitting.Trainer(settings)
            note(f"fold {number + 1} of {len(groups)}: without {person}")
            fold = _fold(person, out, recordings, settings, trainer, settings.seed + number, note)
            partial = file.with_suffix(".partial")
            partial.write_bytes(pickle.dumps(fold))
            partial.rename(file)
        # The files are this program's own, in its own cache.
        folds.append(pickle.loads(file.read_bytes()))
    return folds


def _fold(person, out, recordings, settings, trainer, seed, note) -> Fold:
    inside = [recording for recording in recordings if recording.person not in out]
    outside = [recording for recording in recordings if recording.person in out]
    model = trainer.fit(
        [recording for recording in inside if not recording.is_background],
        [recording for recording in inside if recording.is_background], seed, note)
    encoder = quantisation.quantise(model, examples(inside, settings, seed), settings)
    evidence = scoring.quantised_evidence(encoder)
    clinical = [recording for recording in outside if not recording.is_background]
    scored = {
        "board": [scoring.scored(recording, settings, evidence) for recording in outside],
        "float": [scoring.scored(recording, settings, scoring.float_evidence(model, settings)) for recording in outside],
    }
    for name, change in variants(settings).items():
        shown = [_headset(recording) for recording in clinical] if name == "narrow device" else clinical
        scored[name] = [scoring.scored(recording, settings, evidence, change) for recording in shown]
    return Fold(person, encoder.tflite, scored)


def _headset(recording: corpus.Recording) -> corpus.Recording:
    """The same recording with a headset's derivations only; as it is, if it has none of them."""
    keep = [place for place, name in enumerate(recording.signal.channels) if name in HEADSET]
    if not keep:
        return recording
    signal = dataclasses.replace(
        recording.signal, channels=[recording.signal.channels[place] for place in keep],
        samples=recording.signal.samples[keep], usable=recording.signal.usable[:, keep])  # fmt: skip
    return dataclasses.replace(recording, signal=signal)


def examples(recordings, settings, seed: int) -> np.ndarray:
    """Windows from which quantisation takes its ranges: clinical ones, half of them ictal where there are any."""
    random = np.random.default_rng(seed)
    pool = corpus.WindowPool([recording for recording in recordings if not recording.is_background], settings)
    rows = []
    for chosen in (pool.fraction >= 0.5, pool.fraction < 0.5):
        indices, weight = pool.weights(chosen)
        rows.append(pool.cut(random.choice(indices, 200, p=weight), 1, random)[:, 0])
    return np.concatenate(rows)


def sources() -> str:
    """This package's sources that decide what a fold is."""
    digest = hashlib.sha256()
    for name in ("augmentation", "corpus", "fitting", "folds", "interference", "network", "quantisation", "scoring", "windows"):
        digest.update((pathlib.Path(__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()[:8]
