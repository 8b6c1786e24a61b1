"""Run axe-core in a page, and say what it finds that keeps somebody out."""

from pathlib import Path

from playwright.async_api import Page

TOOLS = Path(__file__).parents[1] / ".tools" / "axe-core"
SERIOUS = ("serious", "critical")


async def serious_findings(page: Page) -> list[str]:
    """The serious and critical findings, one line each: the rule, and where. Empty when all is well."""
    scripts = sorted(TOOLS.glob("*/package/axe.min.js"))
    assert scripts, "axe-core is missing: ./dev setup fetches it"
    await page.evaluate(scripts[-1].read_text(encoding="utf-8"))
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {', '.join(' '.join(map(str, node['target'])) for node in one['nodes'])}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]
