"""COCO's run-length masks in plain Python: run lengths, their text, and a mask as one big integer.

A mask as an integer has bit `x * height + y` set where the pixel in row y and column x belongs to
it, so that an intersection is `&` and an area a count of bits.
"""


def counts_of(bits, n_pixels):
    """Run lengths of a mask, background first."""
    counts, value, run = [], 0, 0
    for pixel in range(n_pixels):
        bit = bits >> pixel & 1
        if bit == value:
            run += 1
        else:
            counts.append(run)
            value, run = bit, 1
    return counts + [run]


def bits_of(counts):
    """The mask of run lengths."""
    bits, start = 0, 0
    for idx, run in enumerate(counts):
        if idx % 2 == 1:
            bits |= ((1 << run) - 1) << start
        start += run
    return bits


def text_of(counts):
    """Run lengths as COCO's text: base 32 digits from `0`, differences from the fourth run on."""
    text = []
    for idx, count in enumerate(counts):
        number = count - counts[idx - 2] if idx > 2 else count
        while True:
            digit, number = number & 0x1F, number >> 5
            done = number == (-1 if digit & 0x10 else 0)
            text.append(chr(48 + digit + (0 if done else 0x20)))
            if done:
                break
    return "".join(text)


def counts_of_text(text):
    """Run lengths from COCO's text."""
    counts, number, shift = [], 0, 0
    for character in text:
        digit = ord(character) - 48
        number |= (digit & 0x1F) << shift
        shift += 5
        if digit & 0x20:
            continue
        if digit & 0x10:
            number -= 1 << shift
        counts.append(number + counts[-2] if len(counts) > 2 else number)
        number, shift = 0, 0
    return counts


def bits_of_rectangle(x, y, width, height, image_height):
    """The mask of a rectangle of whole pixels inside an image."""
    column = ((1 << height) - 1) << y
    return sum(column << (left * image_height) for left in range(x, x + width))
