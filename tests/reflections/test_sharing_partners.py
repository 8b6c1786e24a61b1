"""Sharing a report with talk partners of every kind: manager, matrix manager, coach."""

from storage.pairs import pairs_of, set_pair_state


async def test_a_coach_reads_it_with_its_feedback_until_they_are_no_pair_any_more(company, past, writer):
    """Sam has only a coach, who stands in the form at once; what ends with a manager ends with a coach."""
    company.pair("U_SAM", "U_LEE", role="coach")
    past.feedback("Clear and calm.", owner="U_SAM", author="U_NOOR")
    sam, lee = company.sam, company.lee
    await writer.finish(sam, proud="The demo went well")
    await sam.press("reflections.open_share")
    assert sam.modal.field("reader").value == "U_LEE"
    assert "Feedback in it is shown only to your talk partners (@Lee Carter)" in sam.modal
    await sam.submit()
    await sam.close_modal(all_views=True)
    await lee.press("reflections.read", in_=lee.inbox[-1])
    assert "Clear and calm." in lee.modal
    await lee.close_modal()

    def end(tx):
        for pair in pairs_of(tx, person.id):
            set_pair_state(tx, pair.id, "ended")

    person = company.person("U_SAM")
    company.look(end)
    await lee.press("reflections.read", in_=lee.inbox[-1])

    assert "not here any more" in lee.modal
    assert "Clear and calm." not in lee.modal


async def test_the_form_names_all_talk_partners_and_proposes_the_manager(company, past, writer):
    """Emma has three; whoever is chosen, nobody else is told."""
    company.pair("U_EMMA", "U_NOOR", role="matrix")
    company.pair("U_EMMA", "U_LEE", role="coach")
    past.feedback("Rustig en duidelijk", author="U_SAM")
    emma = company.emma
    await writer.finish(emma)
    await emma.press("reflections.open_share")

    assert emma.modal.field("reader").value == "U_MARK"
    for name in ("@Mark Jansen", "@Noor Bakker", "@Lee Carter"):
        assert name in emma.modal
    emma.fill(reader="U_LEE")
    await emma.submit()
    assert "shared a reflection report with you" in company.lee.inbox[-1].words
    assert company.mark.inbox == company.noor.inbox == []
