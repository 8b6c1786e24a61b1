"""A pair that a state machine acts on, straight at the use cases: both sides in any order."""

import secrets
from datetime import UTC, datetime

from hypothesis.stateful import RuleBasedStateMachine, initialize

from bot.errors import FormErrors, PersonError
from storage import talks
from storage.crypto import Vault
from storage.engine import Database
from storage.pairs import add_pair
from storage.people import Profile, people_by_slack_id, save_profiles
from storage.tables import load_all
from storage.transaction import Tx
from storage.workspaces import save_workspace

BOTH = ("U_EMMA", "U_MARK")
ONLOOKER = "U_NOOR"


class TwoPeople(RuleBasedStateMachine):
    """Emma, managed by Mark, and an onlooker; `now` moves only where a rule moves it."""

    @initialize()
    def begin(self):
        self.database = Database("sqlite://")
        self.now = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
        self.vault = Vault([secrets.token_bytes(32)])
        load_all().create_all(self.database.engine)
        self.workspace = 0
        self.workspace = self.do(save_workspace, team_id="T1", name="Example", bot_user="U0").id
        names = (*BOTH, ONLOOKER)
        self.do(save_profiles, [profile(name) for name in names])
        self.people = self.do(people_by_slack_id, names)
        emma, mark = (self.people[name].id for name in BOTH)
        self.pair = self.do(
            add_pair, employee=emma, partner=mark, role="manager", source="import", state="active"
        )
        self.prepare()

    def prepare(self):
        """Lay out what the machine itself keeps."""

    def do(self, work, *args, **kwargs):
        """Do it in a transaction of its own."""
        return self.database.run_sync(
            lambda session: work(Tx(session, self.vault, self.workspace, self.now), *args, **kwargs)
        )

    def attempt(self, work, who, *args, **kwargs):
        """Let somebody try it; a sentence to the person is an answer too."""
        try:
            return self.do(work, self.people[who], *args, **kwargs)
        except (PersonError, FormErrors):
            return None

    @property
    def current(self):
        """The talk that comes next, or is being closed."""
        return self.do(talks.current_talks, [self.pair]).get(self.pair)

    def teardown(self):
        """Every machine has a database of its own."""
        if hasattr(self, "database"):
            self.database.dispose()


def profile(name, *, active=True):
    return Profile(name, name, "Europe/Amsterdam", "nl", "colleague", active=active)
