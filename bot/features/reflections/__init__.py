"""Reflection: what happened, what one makes of it and where to; a report to read, keep and share."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, HelpLine, SlashCommand, Subcommand, Timing
from bot.features.reflections import (
    listeners,
    listeners_download,
    listeners_reports,
    service_files,
    targets,
    views,
    views_download,
    views_files,
    words,
)
from storage.reflection_files import FILE
from storage.reflection_shares import SHARED

FEATURE = Feature(
    name="reflections",
    commands={
        "/reflect": SlashCommand(listeners.reflect, "Look back and ahead, for your next talk", "list | help")
    },
    subcommands={"reflect": Subcommand(listeners.reflect, also=("reflectie", "reflection"))},
    actions={
        views.START: listeners.start,
        views.SINCE_CHOSEN: listeners.choose_since,
        views.SAVE_DRAFT: listeners.save_draft,
        views.GO_BACK: listeners.go_back,
        views.NEXT_PAGE: listeners.turn_page,
        views.PREVIOUS_PAGE: listeners.turn_page,
        views.TICK_ALL: listeners.tick_all,
        views.TICK_NONE: listeners.tick_all,
        views.THROW_AWAY: listeners.throw_away,
        views.REOPEN: listeners.reopen,
        views.OPEN_LIST: listeners_reports.open_list,
        views.LIST_NEXT: listeners_reports.turn_list,
        views.LIST_BACK: listeners_reports.turn_list,
        views.OPEN_OWN: listeners_reports.open_own,
        views.OWN_NEXT: listeners_reports.turn_own,
        views.OWN_BACK: listeners_reports.turn_own,
        views.READ: listeners_reports.read,
        views.READ_NEXT: listeners_reports.turn_shared,
        views.READ_BACK: listeners_reports.turn_shared,
        views.OPEN_SHARE: listeners_reports.open_share,
        views.WITHDRAW: listeners_reports.withdraw,
        views_download.PDF: listeners_download.pdf,
        views_download.TEXT: listeners_download.text,
        views_download.PDF_SURE: listeners_download.pdf_all_the_same,
        views_download.TEXT_SURE: listeners_download.text_all_the_same,
        views_files.DOWNLOAD: listeners_download.shared,
    },
    submissions={
        views.HAPPENED: listeners.keep_happened,
        views.LOOKING_BACK: listeners.keep_lines,
        views.LOOKING_AHEAD: listeners.finish,
        views.SHARE_FORM: listeners_reports.share,
    },
    closed=dict.fromkeys((views.HAPPENED, views.LOOKING_BACK, views.LOOKING_AHEAD), listeners.closed),
    deliveries={
        SHARED: DeliveryKind(words.word_shared, sent=words.shared_sent),
        FILE: DeliveryKind(
            service_files.word_file,
            timing=Timing.APPOINTMENT,
            sent=service_files.file_sent,
            lost=service_files.file_lost,
            unwanted=service_files.is_unwanted,
            taken_away=service_files.file_taken_away,
        ),
        service_files.NOTE: DeliveryKind(service_files.word_note),
    },
    home=words.home_section,
    targets=targets.targets,
    help=(
        HelpLine("/reflect", say("look back and ahead: your own preparation for a talk")),
        HelpLine("/reflect list", say("see your reports, share them, and read what others share with you")),
    ),
)
