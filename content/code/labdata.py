"""The data of the labs: where the files are, and tables that name what is wrong.

Labs L6, L9, L10 and L11 read files. A file that cannot be used raises BadData, whose
text says file, line and what to mend: tasks.csv:3: hours: "ten" is no number
"""

import csv
import io
import math
import pathlib
import re

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
LARGEST = 10_000_000                        # bytes; a table of tasks has a few thousand


class BadData(Exception):
    """What a reader can mend in a file; the text is all that a program should print."""


def find(name):
    """The path of a file of content/data/; a copy beside the programs comes first."""
    here = pathlib.Path(__file__).resolve().parent
    beside = here / name
    return beside if beside.exists() else here.parent / "data" / name


def shown(path):
    """The path in a message: as the reader wrote it, the bare name of a file we found."""
    return path if isinstance(path, str) else path.name


def read_text(path):
    """The text of a UTF-8 file."""
    name = shown(path)
    try:
        with open(path, "rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise BadData(f"{name}: {error.strerror}") from error
    if len(raw) > LARGEST:
        raise BadData(f"{name}: larger than {LARGEST // 1_000_000} MB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadData(f"{name}:{line}: not UTF-8; save the file as CSV UTF-8") from error


def read_table(path, columns, optional=()):
    """The rows of a CSV file as (place, {column: text}); place is "file:line".

    The first line names the columns, in any order; all of columns must be there,
    those of optional may be, and any others where optional is None. Empty lines
    are passed over.
    """
    name = shown(path)
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    header, rows, line = None, [], 1
    try:
        for cells in reader:
            place, line = f"{name}:{line}", reader.line_num + 1
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if header is None:
                header = cells
                check_header(place, header, columns, optional)
            elif len(cells) != len(header):
                raise BadData(f"{place}: {len(cells)} cells in a table of {len(header)} columns")
            else:
                rows.append((place, dict(zip(header, cells))))
    except csv.Error as error:
        raise BadData(f"{name}:{line}: {error}") from error
    if not rows:
        raise BadData(f"{name}: no rows; wanted a first line {','.join(columns)} and rows below it")
    return rows


def check_header(place, header, columns, optional):
    """Refuse a header that misses a column, repeats one or has one that nothing reads."""
    wanted = "the columns are " + ", ".join(columns)
    if optional:
        wanted += " and, if you like, " + ", ".join(optional)
    for column in header:
        known = column in columns or (column if optional is None else column in optional)
        if not known:
            raise BadData(f'{place}: no column "{column}" is known; {wanted}')
    for column in columns:
        if column not in header:
            raise BadData(f'{place}: the column "{column}" is missing; {wanted}')
    seen = set()
    for column in header:
        if column in seen:
            raise BadData(f'{place}: the column "{column}" stands there twice')
        seen.add(column)


def number(place, row, column, low=-math.inf, high=math.inf):
    """The number in a cell, between low and high."""
    text = row[column]
    if not NUMBER.fullmatch(text):          # float() would take nan, 1_000 and １２ too
        raise BadData(f'{place}: {column}: "{text}" is no number')
    value = float(text)
    if math.isinf(value):
        raise BadData(f"{place}: {column}: {text} is too large")
    if value < low:
        raise BadData(f"{place}: {column}: {text} is below {low:g}")
    if value > high:
        raise BadData(f"{place}: {column}: {text} is above {high:g}")
    return value
