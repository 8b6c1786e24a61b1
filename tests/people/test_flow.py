"""Saying who your manager is, from both sides."""


async def test_manager_confirms_and_employee_is_told(company):
    """Emma names Lee, Lee confirms in a DM, Emma is told and sees it in Home."""
    await company.emma.open_home()
    await company.emma.press("people.choose_manager")
    company.emma.fill(manager="U_LEE")
    await company.emma.submit()

    assert "Emma de Vries says that you are their manager" in company.lee.inbox[-1].words
    await company.lee.press("Yes, that is right")

    assert "Lee Carter" in company.emma.inbox[-1].words
    assert "Lee Carter" in company.emma.home.text
