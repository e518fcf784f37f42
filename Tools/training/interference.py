"""What front ends record beside the brain, made up for training: blinks, muscle, pops, moved cables, loose electrodes, mains.

Each is drawn as it reaches derivations behind the signal chain. The made-up artefacts that `artefacts` judges by are another
generator's: on electrodes, before the chain.
"""

import numpy as np
import scipy.signal

# The chain's high-pass, nearly.
HIGH_PASS_HERTZ = 0.5


def drawn(channels: int, count: int, rate: int, random: np.random.Generator) -> np.ndarray:
    """One kind of interference in microvolts [channel][sample], at a place, of a size and a reach of its own."""
    time = np.arange(count) / rate
    wave = KINDS[random.integers(len(KINDS))](channels, time, random)
    return scipy.signal.lfilter(*scipy.signal.butter(1, HIGH_PASS_HERTZ, "high", fs=rate), wave, axis=1).astype(np.float32)


def _blinks(channels: int, time: np.ndarray, random) -> np.ndarray:
    shape = np.zeros(len(time))
    for at in random.uniform(0, time[-1], random.integers(1, 7)):
        shape += random.uniform(50, 300) * np.exp(-(((time - at) / random.uniform(0.06, 0.15)) ** 2))
    return random.uniform(-1, 1, (channels, 1)) * shape


def _muscle(channels: int, time: np.ndarray, random) -> np.ndarray:
    """Bursts as of a jaw that clenches or chews."""
    noise = np.diff(random.standard_normal((channels, len(time) + 1)), axis=1) / np.sqrt(2)
    bursts = np.sin(np.pi * random.uniform(0.3, 2) * time + random.uniform(0, 6)) ** 2
    return random.uniform(0, 1, (channels, 1)) * random.uniform(20, 120) * noise * bursts


def _pops(channels: int, time: np.ndarray, random) -> np.ndarray:
    wave = np.zeros((channels, len(time)))
    channel = random.integers(channels)
    for at in random.uniform(0, time[-1], random.integers(1, 4)):
        step = random.choice([-1, 1]) * random.uniform(100, 1000)
        wave[channel] += np.where(time >= at, step * np.exp(-np.maximum(time - at, 0) / random.uniform(0.1, 0.6)), 0)
    return wave


def _cable(channels: int, time: np.ndarray, random) -> np.ndarray:
    """A cable moved for a while: slow waves of every size on every channel."""
    wave = np.zeros((channels, len(time)))
    for frequency in random.uniform(0.3, 4, 4):
        wave += random.uniform(-1, 1, (channels, 1)) * np.sin(2 * np.pi * frequency * time + random.uniform(0, 6))
    start = random.uniform(-time[-1], 0.75 * time[-1])
    end = start + random.uniform(1, 2 * time[-1])
    return wave * random.uniform(20, 200) * np.clip(np.minimum(time - start, end - time) / 0.2, 0, 1)


def _loose(channels: int, time: np.ndarray, random) -> np.ndarray:
    wave = np.zeros((channels, len(time)))
    wave[random.integers(channels)] = np.cumsum(random.standard_normal(len(time))) * random.uniform(2, 15)
    return wave


def _mains(channels: int, time: np.ndarray, random) -> np.ndarray:
    """What a notch leaves of mains that comes and goes."""
    level = random.uniform(0, 20, (channels, 1)) * np.exp(-((time - random.uniform(0, time[-1])) / 0.5) ** 2)
    return level * np.sin(2 * np.pi * random.choice([50, 60]) * time + random.uniform(0, 6))


KINDS = (_blinks, _muscle, _pops, _cable, _loose, _mains)
