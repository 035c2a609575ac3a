from __future__ import annotations

import pytest

from app.training.choices import MOST_EXAMPLES
from app.training.csv import CsvError, read_csv


@pytest.mark.parametrize(
    "text",
    [
        "x,y\n1,2\n-3.5,4e2\n",
        "x;y\n1;2\n-3,5;400\n",
        "x\ty\r\n1\t2\r\n-3.5\t400\r\n",
        "\ufeff x , y \n\n1, 2\n -3.5 ,400\n\n",
        '"x","y"\n"1","2"\n"-3.5","400"',
        "1,2\n-3.5,400",
    ],
    ids=["commas", "semicolons", "tabs", "blanks", "quotes", "no names"],
)
def test_tables_as_people_save_them_are_read(text: str) -> None:
    data = read_csv(text)
    assert (data.kind, data.columns, data.rows) == ("table", ("x", "y"), ((1.0, 2.0), (-3.5, 400.0)))


def test_columns_without_names_are_x1_x2_and_y() -> None:
    assert read_csv("1,2,3\n4,5,6").columns == ("x1", "x2", "y")


def test_names_become_names_that_a_program_can_use() -> None:
    assert read_csv("sepal length (cm),Größe\n1,2").columns == ("sepal_length_cm", "Größe")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("x,y\n1,2\n3,four\n", 3, "y", "“four” is no number (line 3, column y)"),
        ("x,y\n1,\n", 2, "y", "nothing (line 2, column y)"),
        ("x,y\n1,2,3\n", 2, "", "3 cells, and there are 2 columns"),
        ("x,y\n1,nan\n", 2, "y", "“nan”"),
        ("x,y\n1e999,1\n", 2, "x", "“1e999”"),
        ("x,y\n1_0,1\n", 2, "x", "“1_0”"),
        ("x,x\n1,2\n", 1, "x", "Two columns"),
        ("x,,y\n1,2,3\n", 1, "2", "no name"),
        ("2x,y\n1,2\n", 1, "1", "“2x” is no name"),
        ("x,y\n", 1, "", "no example"),
        ("", 1, "", "no example"),
        ('x,y\n"1,2\n', 2, "", ""),
        ("x,y\n" + "1,2\n" * (MOST_EXAMPLES + 1), MOST_EXAMPLES + 2, "", "more than"),
        (",".join(f"c{k}" for k in range(40)), 1, "", "columns"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_column(text: str, line: int, column: str, words: str) -> None:
    with pytest.raises(CsvError) as caught:
        read_csv(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.message
    assert caught.value.hint
