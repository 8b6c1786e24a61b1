"""The same request twice at once (a double click): worked on once, answered twice alike."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Twice(Generic[T]):
    """Answers of the last requests, by key, as long as `keep` says that an answer is final.

    It holds for one process; across processes and restarts the key in the database (`storage.seen`)
    prevents a second effect.
    """

    def __init__(self, *, keep: Callable[[T], bool], most: int = 500) -> None:
        self._keep = keep
        self._most = most
        self._answers: OrderedDict[str, asyncio.Future[T]] = OrderedDict()

    async def once(self, key: str, work: Callable[[], Awaitable[T]]) -> T:
        """Answer with `work`, or with what it answered to the same key."""
        known = self._answers.get(key)
        if known is not None:
            return await asyncio.shield(known)
        answer = self._answers[key] = asyncio.get_running_loop().create_future()
        # Nobody may be waiting for it: then its exception is not "never retrieved".
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            result = await work()
        except BaseException as error:
            self._answers.pop(key, None)
            if isinstance(error, Exception):
                answer.set_exception(error)
            else:
                answer.cancel()
            raise
        answer.set_result(result)
        if not self._keep(result):
            self._answers.pop(key, None)
        while len(self._answers) > self._most:
            self._answers.popitem(last=False)
        return result
