"""`goodtalk reflection PERSON FILE`: the operator's way to hand somebody their own newest report."""

import asyncio
import os
import stat
import sys

import pytest
import sqlalchemy as sa
from company import KEY
from pypdf import PdfReader
from sqlalchemy.exc import OperationalError

from bot.errors import OperatorError
from bot.features.reflections.report_command import write_report
from storage import audit
from storage.addresses import remember
from storage.people import Profile, save_profiles


async def goodtalk(*arguments, cwd, **environment):
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *map(str, arguments),
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )
    out, err = await child.communicate()
    return child.returncode, out.decode(), err.decode()


async def test_the_newest_report_becomes_a_file_of_its_own(company, writer, sqlite_file, tmp_path):
    """As PDF, in the owner's language, readable for nobody but this user; the log repeats nothing of it."""
    await writer.finish(company.emma, proud="Eerste keer")
    await company.later(days=3)
    await writer.finish(company.emma, proud="Tweede keer")
    file = tmp_path / "emma.pdf"
    code, out, err = await goodtalk(
        "reflection", "U_EMMA", file, cwd=tmp_path, DATABASE_URL=sqlite_file, ENCRYPTION_KEYS=KEY
    )

    assert (code, out) == (0, f"{file} is the newest reflection report of U_EMMA. Give it to nobody else.\n")
    assert "reflection_report_written" in err
    assert "keer" not in err + out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Tweede keer" in text
    assert "Eerste keer" not in text


async def test_as_text_and_by_address(company, writer, tmp_path):
    """The ending chooses Markdown; an address of a colleague will do."""
    company.look(remember, {"U_LEE": "lee@example.com"})
    await writer.finish(company.lee, proud="Calm in the storm")
    file = tmp_path / "lee.md"
    write_report(company.app.house, "lee@example.com", file)

    assert "### What I am proud of\n\nCalm in the storm\n" in file.read_text(encoding="utf-8")


async def test_somebody_who_left_can_still_be_given_their_own(company, writer, tmp_path):
    """A request about one's own data does not end with the job."""
    await writer.finish(company.sam, proud="Well done")
    gone = Profile("U_SAM", "Sam Rivera", "America/New_York", "en", "colleague", active=False)
    company.look(save_profiles, [gone])
    write_report(company.app.house, "U_SAM", tmp_path / "sam.md")

    assert "Well done" in (tmp_path / "sam.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("whose", "name", "said"),
    [
        ("U_EMMA", "report.docx", "FILE: report.docx should end with .pdf or .md"),
        ("U_NOBODY", "report.pdf", "PERSON: U_NOBODY is not known"),
        ("nobody@example.com", "report.pdf", "PERSON: nobody@example.com is not known"),
        ("U_EMMA", "report.pdf", "PERSON: U_EMMA has no finished reflection"),
    ],
)
async def test_what_cannot_be_done_is_one_clear_line(company, tmp_path, whose, name, said):
    """Nothing is written then."""
    with pytest.raises(OperatorError) as refused:
        write_report(company.app.house, whose, tmp_path / name)

    assert refused.value.problems[0].startswith(said)
    assert not (tmp_path / name).exists()


async def test_no_file_is_written_over(company, writer, tmp_path):
    """Nor one in a folder that is not there."""
    await writer.finish(company.emma)
    file = tmp_path / "mine.md"
    file.write_text("mine")

    with pytest.raises(OperatorError, match="exists; choose another name"):
        write_report(company.app.house, "U_EMMA", file)
    with pytest.raises(OperatorError, match="cannot be written"):
        write_report(company.app.house, "U_EMMA", tmp_path / "nowhere" / "mine.md")

    assert file.read_text() == "mine"
    assert company.look(audit.entries, limit=9) == [], "nothing was handed out"


async def test_what_is_handed_out_is_noted_without_a_word_of_it(company, writer, tmp_path):
    """Each time a line: what, whose by id, when; it stands there before the file holds anything."""
    await writer.finish(company.emma, proud="De demo ging goed")
    for name in ("one.md", "two.pdf"):
        write_report(company.app.house, "U_EMMA", tmp_path / name)
    lines = company.look(audit.entries, limit=9)

    emma = company.person("U_EMMA")
    seen = [(line.actor, line.what, line.before, line.after, line.about) for line in lines]
    assert seen == [(None, audit.REPORT_WRITTEN, "", str(emma.id), emma.id)] * 2
    assert {line.at for line in lines} == {company.clock.now()}


async def test_without_its_line_no_report_is_handed_out(company, writer, tmp_path):
    """The log cannot be written: then neither is the file."""
    await writer.finish(company.emma, proud="De demo ging goed")
    company.look(lambda tx: tx.session.execute(sa.text("DROP TABLE audit")) and None)

    with pytest.raises(OperationalError):
        write_report(company.app.house, "U_EMMA", tmp_path / "emma.md")

    assert list(tmp_path.glob("*.md")) == []
