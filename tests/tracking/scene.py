"""A small data set with its images: masks that overlap, and every outcome on every image."""

import json
import random
import struct
import zlib

WIDTH, HEIGHT, N_IMAGES = 64, 48, 12
CATEGORIES = ("box", "tote")


def write(folder):
    """Writes `gt.json`, `dt.json` and the folder `images`."""
    rng = random.Random(11)
    (folder / "images").mkdir(parents=True)
    images, annotations, results = [], [], []
    for image_id in range(1, N_IMAGES + 1):
        name = f"{image_id:02}.png"
        (folder / "images" / name).write_bytes(_png(rng.randrange(200)))
        size = {"width": WIDTH, "height": HEIGHT}
        images.append({"id": image_id, "file_name": name} | size)
        for _ in range(rng.randint(2, 6)):
            place = _place(rng)
            of_object = {"image_id": image_id, "category_id": rng.choice((1, 2))}
            annotations.append(_annotation(len(annotations) + 1, of_object, place))
            # Some objects are missed, some found twice.
            for _ in range(rng.choice((0, 1, 1, 1, 2))):
                results.append(_result(rng, of_object, place))
        results.append(_result(rng, {"image_id": image_id, "category_id": 1}, _place(rng)))
    categories = [{"id": row + 1, "name": name} for row, name in enumerate(CATEGORIES)]
    documents = {"images": images, "categories": categories, "annotations": annotations}
    (folder / "gt.json").write_text(json.dumps(documents))
    (folder / "dt.json").write_text(json.dumps(results))


def _place(rng):
    width, height = rng.randint(6, 30), rng.randint(6, 24)
    return rng.randint(0, WIDTH - width), rng.randint(0, HEIGHT - height), width, height


def _annotation(annotation_id, of_object, place):
    x, y, width, height = place
    polygon = [x, y, x + width, y, x + width, y + height, x, y + height]
    area = {"area": width * height, "iscrowd": 0, "bbox": place}
    return {"id": annotation_id, "segmentation": [polygon]} | area | of_object


def _result(rng, of_object, place):
    x, y, width, height = place
    x, width = min(x + rng.randint(0, 3), WIDTH - 2), max(width - rng.randint(0, 3), 1)
    return of_object | {
        "score": round(rng.uniform(0.3, 1), 3),
        "segmentation": {"size": [HEIGHT, WIDTH], "counts": _run_lengths(x, y, width, height)},
    }


def _run_lengths(x, y, width, height):
    """Plain run lengths of a rectangle, column by column."""
    width = min(width, WIDTH - x)
    pixels = [
        x <= column < x + width and y <= row < y + height
        for column in range(WIDTH)
        for row in range(HEIGHT)
    ]
    counts, inside = [0], False
    for pixel in pixels:
        if pixel != inside:
            counts.append(0)
            inside = pixel
        counts[-1] += 1
    return counts


def _png(level):
    """An image of one color that is its own, from top to bottom in other shades."""
    rows = b"".join(b"\0" + bytes([level, row, 90]) * WIDTH for row in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind, data):
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum
