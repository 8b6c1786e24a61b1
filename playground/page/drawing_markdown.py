"""The markdown block as HTML: CommonMark with tables and strike-through, no HTML, no pictures fetched."""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from playground.page.emoji import emojis
from playground.page.markup import is_safe

# The page's own headings come first: a heading in a block starts at the third level.
_FIRST_LEVEL = 3


class _Renderer(RendererHTML):
    def text(self, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
        return str(escape(emojis(tokens[index].content)))

    def image(self, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
        return f'<span class="placeholder">🖼 {escape(tokens[index].content or "image")}</span>'

    def link_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        tokens[index].attrs |= {"rel": "noopener noreferrer", "target": "_blank"}
        return self.renderToken(tokens, index, options, env)

    def heading_open(self, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
        return f"<{_level(tokens[index])}>"

    def heading_close(self, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
        return f"</{_level(tokens[index])}>\n"

    def th_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """Say the alignment as a class: the page's policy allows no style in an attribute."""
        token = tokens[index]
        style = str(token.attrs.pop("style", ""))
        if style:
            token.attrs["class"] = f"at-{style.removeprefix('text-align:')}"
        return self.renderToken(tokens, index, options, env)

    td_open = th_open


def _level(token: Token) -> str:
    return f"h{min(int(token.tag[1]) + _FIRST_LEVEL - 1, 6)}"


_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=_Renderer)
_markdown.enable(["table", "strikethrough"])
_markdown.validateLink = is_safe  # type: ignore[method-assign]


def markdown(text: str) -> Markup:
    return Markup(_markdown.render(text))  # noqa: S704 - html is off: all text is escaped by the renderer
