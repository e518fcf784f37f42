"""Every choice that shapes a model. A change of any of them makes the kept folds stale."""

import dataclasses
import hashlib
import json


@dataclasses.dataclass(frozen=True)
class Settings:
    """The choices; lengths in samples at `rate_hz` unless the name says otherwise."""

    name: str = "encoder"
    seed: int = 20
    rate_hz: int = 128
    window_samples: int = 512
    hop_samples: int = 128
    # One step of the int8 input in microvolts: 2 clips at about ±254 microvolts.
    input_step_microvolts: float = 2.0
    # Training.
    steps: int = 1400
    learning_rate: float = 3e-3
    weight_decay: float = 1e-3
    ictal_windows: int = 24
    non_ictal_windows: int = 24
    background_windows: int = 16
    background_weight: float = 0.5
    # Weight of the loss of pairs, an ictal and a non-ictal window of the same person each, which asks for their order alone: the
    # person's own level is then no part of what is learned.
    ranking_weight: float = 0.0
    # By so much more does a non-ictal window of a person with seizures count, the more it looks ictal so far.
    hard_weight: float = 0.0
    channels_per_window: int = 6
    # People weigh as (number of windows) to the power of one minus this.
    person_balance: float = 0.5
    # Windows this much within a seizure are ictal, and not more than the other are not.
    ictal_fraction: float = 0.75
    non_ictal_fraction: float = 0.25
    # Augmentation.
    gain_deviation: float = 0.2
    noise_microvolts: float = 1.0
    plant_probability: float = 0.3
    # Part of the windows that get a made-up artefact, ictal or not.
    artefact_probability: float = 0.25
    # Up to this much of a sample's step from the one before is added to it or taken away: a front end that passes more or less of
    # the high frequencies.
    tilt: float = 0.3
    # Part of the windows that a front end of a lower rate records, and the lowest there is.
    rate_probability: float = 0.0
    lowest_rate_hz: float = 80.0
    # A converter's step is at most this large.
    largest_step_microvolts: float = 0.0

    @property
    def window_seconds(self) -> float:
        return self.window_samples / self.rate_hz

    @property
    def hop_seconds(self) -> float:
        return self.hop_samples / self.rate_hz

    def digest(self) -> str:
        """Names these choices in the cache."""
        text = json.dumps(dataclasses.asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
