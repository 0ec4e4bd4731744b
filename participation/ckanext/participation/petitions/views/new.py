"""Writing a petition: one question a screen, each an address of its own, so that back works.

What is typed is kept as a draft in the database after each screen. The browser holds only the id
of the draft, in its session.
"""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov.accounts.limits import TooMany
from flask import session

from .. import levels, messages, model, schema
from ..creator import keeping
from .blueprint import Reply, petitions

STEPS: dict[str, tuple[str, ...]] = {
    "level": ("level",),
    "body": ("body",),
    "title": ("title",),
    "background": ("background",),
    "details": ("details",),
    "creator": ("creator_name", "creator_email"),
}
"""The questions in their order, each with what it asks for."""
ORDER = (*STEPS, "check")
DRAFT, SENT = "petition_draft", "petition_sent"
SIMILAR_MOST = 5


@petitions.route("/petition/new")
def new() -> Reply:
    """What a petition is, what it needs, and how long it takes."""
    extra = {"levels": tk.get_action("petition_level_list")({}, {}), "draft": _draft()}
    return tk.render("petitions/new/start.html", extra)


@petitions.route(f"/petition/new/<any({', '.join(ORDER)}):step>")
def new_step(step: str) -> Reply:
    """One question, with what was answered before."""
    draft = _draft()
    missing = _first_missing(draft)
    if ORDER.index(step) > ORDER.index(missing):
        return tk.redirect_to("petitions.new_step", step=missing)
    return _question(step, _typed(draft), {})


@petitions.route(f"/petition/new/<any({', '.join(STEPS)}):step>", methods=["POST"])
def answer_step(step: str) -> Reply:
    """Keep an answer, or ask again with what was typed and what is wrong with it."""
    typed = {name: tk.request.form.get(name, "") for name in STEPS[step]}
    kept, errors = {}, {}
    for name, value in typed.items():
        kept[name], wrong, most = schema.checked(name, value)
        if wrong:
            errors[name] = messages.of_text(wrong, most)
    if errors:
        return _question(step, _typed(_draft()) | typed, errors), 400
    draft = _draft() or _begin()
    is_changed = draft.title != kept.get("title", draft.title)
    for name, value in kept.items():
        setattr(draft, name, value)
    if step == "level" and not _decides_there(draft.body, draft.level):
        draft.body = ""
    draft.modified_at = model.now()
    following = _following(step, draft, is_changed)
    core_model.Session.commit()
    return tk.redirect_to(following)


@petitions.route("/petition/new/similar")
def similar() -> Reply:
    """Petitions that ask for about the same: joining one is stronger than a second one."""
    draft = _draft()
    if not draft or not draft.title:
        return tk.redirect_to("petitions.new_step", step="title")
    found = _similar(draft.title)
    if not found:
        return tk.redirect_to("petitions.new_step", step=_first_missing(draft))
    extra = {"found": found, "title": draft.title, "following": _first_missing(draft)}
    return tk.render("petitions/new/similar.html", extra)


@petitions.route("/petition/new/check", methods=["POST"])
def send() -> Reply:
    """Write the petition down and ask its creator to confirm."""
    draft = _draft()
    if draft is None and SENT in session:
        # A second click or the back button: it is written down already.
        return tk.redirect_to("petitions.confirm", process_no=session[SENT]["process_no"])
    missing = _first_missing(draft)
    if missing != "check":
        return tk.redirect_to("petitions.new_step", step=missing)
    typed = _typed(draft) | {"language": tk.h.egov_reader_language()}
    del typed["level"]
    core_model.Session.delete(draft)
    try:
        sent = tk.get_action("petition_create")({}, typed)
    except TooMany as limit:
        core_model.Session.rollback()
        return _question("check", typed, {"check": messages.of_limit(limit)}), 429
    except tk.ValidationError as error:
        core_model.Session.rollback()
        wrong = " ".join(messages.of_errors(error).values())
        return _question("check", typed, {"check": wrong}), 400
    session.pop(DRAFT, None)
    session[SENT] = sent
    return tk.redirect_to("petitions.confirm", process_no=sent["process_no"])


@petitions.route("/petition/<int:process_no>/confirm")
def confirm(process_no: int) -> Reply:
    """Where the link of the e-mail leads, and where the code is typed. Looking changes nothing."""
    return _confirm_page(process_no)


@petitions.route("/petition/<int:process_no>/confirm", methods=["POST"])
def confirmed(process_no: int) -> Reply:
    """Confirm with what was typed: the code here, or the token of the link anywhere."""
    typed = tk.request.form.get("code", "").strip()
    given: dict[str, Any] = {"process_no": process_no}
    sent = session.get(SENT) or {}
    if len(typed) > 8 or sent.get("process_no") != process_no:
        given["token"] = typed or "-"
    else:
        given |= {"confirmation_id": sent["confirmation_id"], "code": typed}
    try:
        done = tk.get_action("petition_confirm")({}, given)
    except tk.ObjectNotFound:
        tk.abort(404, tk._("There is no such petition."))
    except tk.ValidationError as error:
        return _confirm_page(process_no, messages.of_errors(error).get("code", "")), 400
    if done["state"] == "validated" and "pass" in done:
        keeping.enter(process_no, done["pass"])
        return tk.redirect_to("petitions.mine", process_no=process_no)
    return tk.redirect_to("petitions.thanks", process_no=process_no)


@petitions.route("/petition/<int:process_no>/thanks")
def thanks(process_no: int) -> Reply:
    """What happens next."""
    return tk.render("petitions/new/thanks.html", {"process_no": process_no})


def _confirm_page(process_no: int, error: str = "") -> str:
    sent = session.get(SENT) or {}
    here = sent if sent.get("process_no") == process_no else {}
    extra = {"process_no": process_no, "sent_to": here.get("sent_to"), "error": error}
    return tk.render("petitions/new/confirm.html", extra)


def _question(step: str, typed: dict[str, Any], errors: dict[str, str]) -> str:
    place = ORDER.index(step)
    extra = {
        "step": step,
        "number": place + 1,
        "steps": len(ORDER),
        "previous": ORDER[place - 1] if place else None,
        "typed": {name: messages.showable(value) for name, value in typed.items()},
        "errors": errors,
    }
    if step in ("level", "body", "check"):
        extra["levels"] = tk.get_action("petition_level_list")({}, {})
    return tk.render(f"petitions/new/{step}.html", extra)


def _draft() -> Any:
    return model.draft(session.get(DRAFT))


def _begin() -> Any:
    draft = model.new_draft()
    session[DRAFT] = draft.draft_id
    core_model.Session.flush()
    return draft


def _typed(draft: Any) -> dict[str, str]:
    return {name: getattr(draft, name) if draft else "" for name in schema.FIELDS}


def _first_missing(draft: Any) -> str:
    """The first question without an answer; details may stay empty."""
    typed = _typed(draft)
    for step, names in STEPS.items():
        if step != "details" and any(schema.checked(name, typed[name])[1] for name in names):
            return step
    return "check"


def _decides_there(body: str, level: str) -> bool:
    """Whether the body that was chosen is still one of the level."""
    chosen = levels.bodies().get(body)
    return chosen is not None and chosen.level.terms.level == level


def _following(step: str, draft: Any, title_changed: bool) -> str:
    """Where an answer leads: to similar petitions, to the next question, or back to checking."""
    if step == "title" and title_changed and _similar(draft.title):
        return tk.h.url_for("petitions.similar")
    missing = _first_missing(draft)
    is_first_time = ORDER.index(missing) > ORDER.index(step) and step == "background"
    if is_first_time and missing == "creator":
        return tk.h.url_for("petitions.new_step", step="details")
    return tk.h.url_for("petitions.new_step", step=missing)


def _similar(title: str) -> list[dict[str, Any]]:
    asked = {"text": title, "rows": SIMILAR_MOST}
    return tk.get_action("petition_similar_list")({}, asked)["petitions"]
