"""Turn a template and data into a PDF, in a process of its own: `python pdf_worker.py`, job on stdin.

It knows nothing of the app, so that it starts in a moment, and may neither take all memory nor run for ever.
Exit code 0 with the PDF on stdout, 3 when typst refused. It prints no reason: that could repeat the data.
"""

import contextlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

REFUSED = 3
CPU_SECONDS = 20
ADDRESS_SPACE = 1 << 30
"""Far above what is used (`benchmarks/report.py`): threads reserve room for their stacks."""

# PDF/UA-1: tagged, with a title and a language, and every character really there. What cannot keep to it is
# printed all the same, still tagged.
STANDARDS: tuple[Literal["ua-1"] | None, ...] = ("ua-1", None)


def limit() -> None:
    """Stop this process when it takes too much, where the system can do that."""
    try:
        import resource  # noqa: PLC0415 not on Windows
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):  # the operator's own limit is lower
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def compile_pdf(job: dict[str, Any]) -> bytes | None:
    """Compile the job's template; None when typst refuses."""
    import typst  # noqa: PLC0415 after the limits are set

    template = Path(job["template"])
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]])
    made = datetime.fromisoformat(job["made_on"]).replace(tzinfo=UTC)
    for standard in STANDARDS:
        with contextlib.suppress(typst.TypstError):
            press = typst.Compiler(
                template, root=template.parent, font_paths=fonts, sys_inputs={"data": job["data"]}
            )
            made_pdf = press.compile(format="pdf", timestamp=made, pdf_standards=standard)
            return made_pdf if isinstance(made_pdf, bytes) else None
    return None


def main() -> int:
    """Read the job, write the PDF."""
    limit()
    pdf = compile_pdf(json.load(sys.stdin.buffer))
    if pdf is None:
        return REFUSED
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
