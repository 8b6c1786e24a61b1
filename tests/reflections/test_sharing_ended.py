"""A share that ends with the pair: the former manager's message shows no text any more."""

import json


def whole(actor):
    """Everything that the app's messages to somebody carry now."""
    return json.dumps([[one.text, one.blocks] for one in actor.inbox if one.by_app], ensure_ascii=False)


async def test_with_another_manager_the_text_leaves_the_message(company, writer):
    """Emma names Lee: what Mark read as her manager leaves his DM when Lee agrees; Sam, named, keeps it."""
    emma = company.emma
    await writer.finish(emma, proud="For my manager")
    await writer.share(emma, "U_MARK")
    await writer.share(emma, "U_SAM")
    await emma.close_modal(all_views=True)
    await emma.open_home()
    await emma.press("people.choose_manager")
    emma.fill(manager="U_LEE")
    await emma.submit()
    await company.later(minutes=1)
    assert "For my manager" in whole(company.mark)
    await company.lee.press("Yes, that is right")
    await company.later(minutes=1)

    assert "For my manager" not in whole(company.mark)
    assert "teruggenomen" in company.mark.inbox[-1].words
    assert "For my manager" in whole(company.sam)
