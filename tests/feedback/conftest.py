"""What the tests of feedback share."""

import pytest


class Desk:
    """Asking and answering, step by step, as people do it."""

    def __init__(self, company):
        self.company = company

    async def ask(self, asker, *givers, about="the client demo", **values):
        """Ask through the command and the form, and close what follows."""
        await asker.command(f"/feedback ask {about}")
        asker.fill(givers=list(givers), **values)
        result = await asker.submit()
        if result.ok:
            await asker.close_modal()
        return result

    async def answer(self, giver, text="Keep the demos short.", *, questions=3):
        """Answer the newest ask."""
        await giver.press("feedback.open_answer")
        giver.fill(**{f"question_{number}": text for number in range(1, questions + 1)})
        result = await giver.submit()
        if result.ok:
            await giver.close_modal()
        return result

    async def give(self, actor, field, entered):
        """Put something in a field that Slack's client would not, and send the form past its checks."""
        for block in actor.modal.shown.blocks:
            block["optional"] = True
        kind = {"givers": "selected_users", "due": "selected_date", "form": "selected_option"}
        kind |= {"day": "selected_date", "when": "selected_option"}
        actor.modal.shown.state[field]["value"] = {kind.get(field, "value"): entered}
        return await actor.submit()

    def put_value(self, shown, action_id, value):
        """Change a button's value, as somebody with a client of their own could."""
        for block in shown.blocks:
            for element in [*block.get("elements", []), block.get("accessory") or {}]:
                if element.get("action_id") == action_id:
                    element["value"] = str(value)

    def value(self, shown, action_id):
        """The value of a button."""
        for block in shown.blocks:
            for element in [*block.get("elements", []), block.get("accessory") or {}]:
                if element.get("action_id") == action_id:
                    return element["value"]
        raise LookupError(action_id)


@pytest.fixture
def desk(company):
    return Desk(company)
