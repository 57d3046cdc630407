"""Makes the pictures of this folder, with Pillow: `python make.py`.

Each is 64 x 48 px, dark (60) but for the quarter at the top left, which is bright (200), so that a
picture that is turned, mirrored, cut or read at a wrong depth shows it.
"""

from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
WIDTH, HEIGHT = 64, 48
#: EXIF's tag for "turn by 90 degrees to the right before showing".
ORIENTATION, QUARTER_TURN = 0x0112, 6


def main():
    grey = np.full((HEIGHT, WIDTH), 60, np.uint8)
    grey[: HEIGHT // 2, : WIDTH // 2] = 200
    colour = Image.fromarray(np.dstack([grey] * 3))
    opaque = np.full_like(grey, 255)
    exif = Image.Exif()
    exif[ORIENTATION] = QUARTER_TURN

    colour.save(HERE / "colour.jpg", quality=95)
    colour.save(HERE / "turned-by-exif.jpg", quality=95, exif=exif)
    colour.save(HERE / "turned-by-exif.png", exif=exif)
    colour.save(HERE / "turned-by-exif.webp", lossless=True, exif=exif)
    colour.save(HERE / "colour.webp", lossless=True)
    colour.save(HERE / "colour.bmp")
    colour.save(HERE / "colour.tif", compression="tiff_lzw")
    Image.fromarray(grey).save(HERE / "grey.png")
    Image.fromarray(grey).save(HERE / "grey.jpg", quality=95)
    Image.fromarray(np.dstack([grey, opaque])).save(HERE / "grey-alpha.png")
    Image.fromarray(np.dstack([grey] * 3 + [opaque])).save(HERE / "alpha.png")
    # 16 bits, from black to white: 257 times what 8 bits say.
    Image.fromarray(grey.astype(np.uint16) * 257).save(HERE / "grey-16-bit.png")
    Image.fromarray(grey.astype(np.uint16) * 257).save(HERE / "grey-16-bit.tif")
    colour.quantize(2).save(HERE / "palette.png")


if __name__ == "__main__":
    main()
