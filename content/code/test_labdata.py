"""Tests of the labs' reader of tables: python3 -m unittest test_labdata (from this folder)."""

import os
import pathlib
import tempfile
import unittest

import labdata

HEADER = b"task,hours\n"


def read(content, columns=("task", "hours"), optional=()):
    """The table in a file with this content, and its numbers."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "t.csv"
        path.write_bytes(content)
        rows = labdata.read_table(path, columns, optional)
        return [(place, row["task"], labdata.number(place, row, "hours", 0, 168))
                for place, row in rows]


class Reading(unittest.TestCase):
    def test_rows_with_their_places(self):
        self.assertEqual(read(HEADER + b"a,1\n\nb,2.5\n"),
                         [("t.csv:2", "a", 1), ("t.csv:4", "b", 2.5)])

    def test_what_spreadsheets_write(self):
        wanted = [("t.csv:2", "写稿", 6)]
        for text in ("task,hours\n写稿,6", "\ufefftask,hours\n写稿,6\n",
                     "task,hours\r\n写稿,6\r\n", 'task,hours\n"写稿", 6 \n,\n',
                     "hours,task\n6.0,写稿\n"):
            with self.subTest(text):
                self.assertEqual(read(text.encode()), wanted)

    def test_a_cell_of_two_lines_counts_both(self):
        rows = read(HEADER + b'"a\nb",1\nc,2\n')
        self.assertEqual([place for place, _, _ in rows], ["t.csv:2", "t.csv:4"])

    def test_other_columns_where_they_are_wanted(self):
        content = b"task,hours,note\na,1,x\n"
        self.assertEqual(read(content, optional=("note",)), read(content, optional=None))

    def test_a_hundred_thousand_rows(self):
        self.assertEqual(len(read(HEADER + b"a,1\n" * 100_000)), 100_000)


class Refusing(unittest.TestCase):
    def test_what_is_said(self):
        known = 'the columns are task, hours'
        for content, wanted in (
                (b"", "t.csv: no rows; wanted a first line task,hours and rows below it"),
                (HEADER, "t.csv: no rows; wanted a first line task,hours and rows below it"),
                (b"task,minutes\na,1\n", f't.csv:1: no column "minutes" is known; {known}'),
                (b"task\na\n", f't.csv:1: the column "hours" is missing; {known}'),
                (b"task,hours,task\na,1,b\n", 't.csv:1: the column "task" stands there twice'),
                (b"\ntask;hours\na;1\n", f't.csv:2: no column "task;hours" is known; {known}'),
                (HEADER + b"a\n", "t.csv:2: 1 cells in a table of 2 columns"),
                (HEADER + b"a,1\nb,1,2\n", "t.csv:3: 3 cells in a table of 2 columns"),
                (HEADER + b"a,ten\n", 't.csv:2: hours: "ten" is no number'),
                (HEADER + b"a,\n", 't.csv:2: hours: "" is no number'),
                (HEADER + b"a,nan\n", 't.csv:2: hours: "nan" is no number'),
                (HEADER + b"a,1_0\n", 't.csv:2: hours: "1_0" is no number'),
                (HEADER + "a,１\n".encode(), 't.csv:2: hours: "１" is no number'),
                (HEADER + b'a,"1,5"\n', 't.csv:2: hours: "1,5" is no number'),
                (HEADER + b"a,1e999\n", "t.csv:2: hours: 1e999 is too large"),
                (HEADER + b"a,-1\n", "t.csv:2: hours: -1 is below 0"),
                (HEADER + b"a,169\n", "t.csv:2: hours: 169 is above 168"),
                (HEADER + b"\xd0\xb4\xff,1\n", "t.csv:2: not UTF-8; save the file as CSV UTF-8")):
            with self.subTest(content):
                with self.assertRaises(labdata.BadData) as caught:
                    read(content)
                self.assertEqual(str(caught.exception), wanted)

    def test_what_the_csv_module_refuses_has_its_line(self):
        for content in (HEADER + b'a,1\n"open,1\n', HEADER + b"a,1\n" + b"x" * 200_000 + b",1\n"):
            with self.assertRaisesRegex(labdata.BadData, r"^t\.csv:3: "):
                read(content)

    def test_a_file_that_is_not_there_or_too_large(self):
        with self.assertRaisesRegex(labdata.BadData, "nowhere.csv: No such file"):
            labdata.read_text("nowhere.csv")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "large.csv"
            with open(path, "wb") as file:
                file.truncate(labdata.LARGEST + 1)
            with self.assertRaisesRegex(labdata.BadData, "large.csv: larger than 10 MB"):
                labdata.read_text(path)

    def test_a_path_is_shown_as_it_was_given(self):
        own = os.path.join("my", "tasks.csv")
        self.assertEqual(labdata.shown(own), own)
        self.assertEqual(labdata.shown(labdata.find("l9-tasks.csv")), "l9-tasks.csv")


if __name__ == "__main__":
    unittest.main()
