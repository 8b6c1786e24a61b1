"""Mark's team, and the steps of a question to it, as people do them."""

TEAM = ("U_EMMA", "U_LEE", "U_NOOR", "U_SAM", "U_ANNA")


class Team:
    """Mark and the people who have their talks with him."""

    def __init__(self, company):
        self.company = company
        for slack_id in TEAM[1:]:
            company.pair(slack_id, "U_MARK")

    @property
    def people(self):
        return [self.company.act(slack_id) for slack_id in TEAM]

    async def ask(self, *people, **values):
        """Mark asks through the command, and closes what follows."""
        await self.company.mark.command("/goodtalk upward")
        if people:
            values["givers"] = list(people)
        self.company.mark.fill(**values)
        result = await self.company.mark.submit()
        if result.ok:
            await self.company.mark.close_modal()
        return result

    def question(self, giver):
        """The message with the question."""
        return next(one for one in giver.inbox if "upward.open_answer" in str(one.blocks))

    def told(self, actor):
        """The messages about it that somebody got; the talks have theirs."""
        about = ("anonym", "anoniem", "antwoorden van je team")
        return [one for one in actor.inbox if any(word in one.words for word in about)]

    async def answer(self, giver, text):
        """Answer it, and close what follows."""
        await giver.press("upward.open_answer", in_=self.question(giver))
        giver.fill(question_1=f"{text} 1", question_2=f"{text} 2", question_3=f"{text} 3")
        result = await giver.submit()
        if result.ok:
            await giver.close_modal()
        return result

    async def pages(self, manager):
        """All that the manager reads, page after page."""
        await manager.press("upward.read")
        words = [manager.modal.words]
        while "upward.turn_next" in str(manager.modal.blocks):
            await manager.press("upward.turn_next")
            words.append(manager.modal.words)
        await manager.close_modal()
        return "\n".join(words)
