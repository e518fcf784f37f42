"""What the checks of pages share: what holds, and whether a page looks as it was kept in Tools/pages."""
import io
import pathlib

from PIL import Image, ImageChops

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / "Tools" / "pages"
MANUAL = ROOT / "Sources" / "Manual" / "Manual.docc"
STEP, MOST_DIFFERENT = 48, 0.02
failures = []


def check(name, holds, detail=""):
    print(f"{'ok' if holds else 'FAILED'}  {name}{': ' + detail if detail else ''}")
    if not holds:
        failures.append(name)


def same(name, content, update):
    """Compares a screenshot with the kept one, both at a quarter of their size and in grey."""
    picture = Image.open(io.BytesIO(content)).convert("L")
    small = picture.resize((picture.width // 4, picture.height // 4), Image.LANCZOS)
    path = KEPT / f"{name}.png"
    if update:
        small.quantize(32).save(path, optimize=True)
        return
    if not path.exists():
        return check(f"{name}: as kept", False, f"found no {path.relative_to(ROOT)}; --update makes it")
    kept = Image.open(path).convert("L")
    if kept.size != small.size:
        return check(f"{name}: as kept", False, f"found {small.size}, expected {kept.size}")
    difference = ImageChops.difference(kept, small).point(lambda value: 255 if value > STEP else 0)
    part = sum(difference.histogram()[255:]) / (small.width * small.height)
    check(f"{name}: as kept", part <= MOST_DIFFERENT, f"{100 * part:.2f} % of the pixels differ")


def picture(name, content, shrink=2):
    """A screenshot for the manual, so many times smaller."""
    full = Image.open(io.BytesIO(content)).convert("RGB")
    small = full.resize((full.width // shrink, full.height // shrink), Image.LANCZOS)
    small.quantize(48).save(MANUAL / f"picture-{name}.png", optimize=True)
